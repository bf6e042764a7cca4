import { assertEquals, assertThrows } from "@std/assert";
import { parsePathPrefix, withPathPrefix } from "../../../mod/http/middleware/path_prefix.ts";
import { textReply } from "../../../mod/http/wire/message.ts";
import { HttpTestServer, statuses } from "../../_kit/web/http_test_server.ts";

Deno.test("parsePathPrefix() takes a path in any spelling", () => {
  for (const typed of ["a/b", "/a/b", "/a/b/", "//a//b//"]) assertEquals(parsePathPrefix(typed), "/a/b");
  for (const typed of ["", "/", "/a/../b", "/.", "/a b", "/a?b", "/%61", "/é", "https://a/b"]) {
    assertThrows(() => parsePathPrefix(typed), Error, "needs a path", typed);
  }
});

/** What is asked, and the path that is seen below the prefix; a status where there is none. */
const ROWS: readonly [target: string, seen: string | number][] = [
  ["/a/b/", "/"],
  ["/a/b/c%20d/e?x", "/c%20d/e"],
  ["//a/b/c", "/c"],
  ["/%61/%62/c", "/c"],
  ["/a/b//c", "//c"],
  ["/a/b/../c", "/../c"],
  ["/a/b", 301],
  ["/a", 404],
  ["/", 404],
  ["/a/bc/", 404],
  ["/A/b/", 404],
  ["/c/a/b/", 404],
  ["/a//b/", 404],
];

Deno.test("withPathPrefix() shows what is below, and nothing else", async () => {
  await using server = await HttpTestServer.start(
    withPathPrefix((request) => Promise.resolve(textReply(200, `<${request.path}>`)), "/a/b"),
  );
  for (const [target, seen] of ROWS) {
    const text = await server.exchange(`GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    assertEquals(/<(.*)>/.exec(text)?.[1] ?? statuses(text)[0], seen, target);
  }
  const moved = await fetch(`${server.url}/a/b?x=1+2`, { redirect: "manual" });
  await moved.body?.cancel();
  assertEquals(moved.headers.get("location"), "./b/?x=1+2");
});
