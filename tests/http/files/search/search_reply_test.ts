import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { ServedFolder } from "../../../../mod/fs/served_folder.ts";
import { filesHandler } from "../../../../mod/http/files/files_handler.ts";
import { SearchLimit } from "../../../../mod/http/files/search/search_limit.ts";
import { searchReply } from "../../../../mod/http/files/search/search_reply.ts";
import { HttpError } from "../../../../mod/http/wire/http_error.ts";
import type { HttpRequest } from "../../../../mod/http/wire/message.ts";
import { HttpTestServer } from "../../../_kit/web/http_test_server.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";
import { POSIX, testOn } from "../../../_kit/test_on.ts";

async function asked(server: HttpTestServer, path: string, method = "GET") {
  const response = await fetch(server.url + path, { method });
  const text = await response.text();
  return { status: response.status, type: response.headers.get("content-type"), text };
}

Deno.test("filesHandler() tells what it finds below a folder, a line each, and how the search ended", async () => {
  using temp = new TempFolder();
  temp.write("a b/été.txt", "12345");
  temp.write("a b/ete/x", "");
  const tree = ServedFolder.at(temp.path);
  await using server = await HttpTestServer.start(filesHandler({ tree, title: "root" }));
  const { status, type, text } = await asked(server, "/?search=%C3%89T%C3%89");
  assertEquals([status, type], [200, "application/x-ndjson"]);
  assert(text.endsWith("\n"));
  const lines = text.trimEnd().split("\n").map((line) => JSON.parse(line));
  assertEquals(lines.pop(), { end: "all" });
  const found = lines.map(({ path, type, size, modified }) => [path, type, size, Date.parse(modified) > 0]);
  assertEquals(
    found.sort(),
    [["a b/ete/", "folder", undefined, true], ["a b/été.txt", "file", 5, true]].sort(),
  );
  assertEquals((await asked(server, "/a%20b/?search=e.t")).text.split("\n").length, 3);
  assertEquals((await asked(server, "/?search=x", "HEAD")).text, "");
});

testOn(
  POSIX,
  "Windows has no such names",
  "what is found can be shown, and turns no text around",
  async () => {
    using temp = new TempFolder();
    temp.write("a/photo\u202egpj.exe", "");
    const tree = ServedFolder.at(temp.path);
    await using server = await HttpTestServer.start(filesHandler({ tree, title: "root" }));
    const { text } = await asked(server, "/?search=photo");
    assertEquals(text.includes("\u202e"), false);
    const { path, shown } = JSON.parse(text.split("\n")[0]!);
    assertEquals([path, shown], ["a/photo\u202egpj.exe", "a/photo\ufffdgpj.exe"]);
  },
);

Deno.test("filesHandler() refuses a search for nothing, for too much, and where nothing is", async () => {
  using temp = new TempFolder();
  temp.write(".git/x", "");
  const tree = ServedFolder.at(temp.path);
  await using server = await HttpTestServer.start(filesHandler({ tree, title: "root" }));
  for (
    const [path, status] of [
      ["/?search=", 400],
      ["/?search=%20", 400],
      [`/?search=${"x".repeat(256)}`, 400],
      [`/?search=${"x".repeat(255)}`, 200],
      ["/nothing/?search=x", 404],
      ["/.git/?search=x", 404],
    ] as const
  ) assertEquals((await asked(server, path)).status, status, path);
});

Deno.test("searchReply() gives its place up with the client that asked", async () => {
  using temp = new TempFolder();
  const remote = { transport: "tcp", hostname: "192.0.2.1", port: 1 } as const;
  // Nothing works, so whoever asks waits, and one may.
  const searches = new SearchLimit({ working: 0, each: 1 });
  const leaving = new AbortController();
  const request = { method: "GET", remote, signal: () => leaving.signal } as unknown as HttpRequest;
  const { body } = searchReply(request, [], "x", { tree: ServedFolder.at(temp.path), searches });
  const sent = body!.send({ write: () => Promise.reject(new Error("nothing was found")) });
  assertThrows(() => searches.begin(remote), HttpError);
  leaving.abort(new Error("left"));
  await assertRejects(() => sent, Error, "left");
  body!.close!();
  searches.begin(remote).release();
});

Deno.test("SearchLimit lets a few work, the others wait, and no network has more than its share", async () => {
  const limit = new SearchLimit({ working: 1, each: 2 });
  const at = (hostname: string) => limit.begin({ transport: "tcp", hostname, port: 1 });
  const here = new AbortController().signal;
  const [first, second, other] = [at("192.0.2.1"), at("192.0.2.1"), at("192.0.2.2")];
  let refused: unknown;
  try {
    at("192.0.2.1");
  } catch (error) {
    refused = error;
  }
  assertEquals((refused as { status: number }).status, 503);
  const permit = await first.wait(here);
  const order: string[] = [];
  const waiting = [second, other].map(async (turn, index) => {
    using _ = await turn.wait(here);
    order.push(`${index}`);
  });
  const gaveUp = await other.wait(AbortSignal.abort());
  assertEquals([order, gaveUp], [[], undefined]);
  permit![Symbol.dispose]();
  await Promise.all(waiting);
  assertEquals(order, ["0", "1"]);
  first.release();
  first.release();
  at("192.0.2.1").release();
});
