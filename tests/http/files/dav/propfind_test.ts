import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { join } from "@std/path";
import { MOST_FOUND } from "../../../../mod/http/files/dav/propfind.ts";
import { streamedMultiStatus } from "../../../../mod/http/files/dav/multi_status.ts";
import { WalkLimit } from "../../../../mod/http/files/dav/walk_limit.ts";
import { HttpError } from "../../../../mod/http/wire/http_error.ts";
import { sameRights } from "../../../../mod/http/files/rights.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";
import { POSIX, testOn } from "../../../_kit/test_on.ts";
import { davServer, told } from "./dav_server.ts";

const READING = { upload: false, manage: false };

function prop(...names: string[]): string {
  return `<propfind xmlns="DAV:"><prop>${names.map((name) => `<${name}/>`).join("")}</prop></propfind>`;
}

Deno.test("PROPFIND tells of a folder and what is in it, as deep as it is asked", async () => {
  using temp = new TempFolder();
  temp.write("é #1.txt", "hello");
  temp.write("sub/deep/x", "");
  temp.write(".hidden", "");
  temp.write(".netlab-trash/x", "");
  await using server = await davServer(temp, READING);
  const found = async (path: string, depth?: string) =>
    Object.keys(told(await server.ask("PROPFIND", path, depth === undefined ? {} : { depth }))).sort();
  assertEquals(await found("/", "0"), ["/"]);
  assertEquals(await found("/", "1"), ["/", "/%C3%A9%20%231.txt", "/sub/"]);
  const everything = ["/", "/%C3%A9%20%231.txt", "/sub/", "/sub/deep/", "/sub/deep/x"];
  assertEquals(await found("/", "infinity"), everything);
  assertEquals(await found("/"), everything);
  assertEquals(await found("/sub", "1"), ["/sub/", "/sub/deep/"]);
  assertEquals(await found("/%c3%a9%20%231.txt", "1"), ["/%C3%A9%20%231.txt"]);
  for (
    const [path, headers, status] of [
      ["/nothing", {}, 404],
      ["/sub/deep/x/", {}, 404],
      ["/.hidden", {}, 404],
      ["/.netlab-trash/", {}, 404],
      ["/", { depth: "2" }, 400],
    ] as const
  ) assertEquals((await server.ask("PROPFIND", path, headers)).status, status, path);
});

Deno.test("PROPFIND tells all properties, their names, or those that are asked for", async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "hello");
  await Deno.utime(join(temp.path, "a.txt"), 784_111_777, 784_111_777);
  await using server = await davServer(temp);
  const all = told(await server.ask("PROPFIND", "/", { depth: "1" }));
  const file = all["/a.txt"]!["200"]!;
  assertEquals([file.getcontentlength, file.getcontenttype, file.displayname], ["5", "text/plain", "a.txt"]);
  assertEquals([file.getlastmodified, file.resourcetype], ["Sun, 06 Nov 1994 08:49:37 GMT", ""]);
  assertMatch(file.creationdate!, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assertEquals(file.getetag, (await server.ask("GET", "/a.txt")).headers.get("etag"));
  const folder = all["/"]!["200"]!;
  assertEquals([folder.displayname, folder.resourcetype], ["the root", "<collection>"]);
  assertEquals([folder.getcontentlength, folder.getetag], [undefined, undefined]);
  const names = await server.ask(
    "PROPFIND",
    "/a.txt",
    {},
    '<D:propfind xmlns:D="DAV:"><D:propname/></D:propfind>',
  );
  assertEquals(Object.keys(told(names)["/a.txt"]!["200"]!).sort(), Object.keys(file).sort());
  assertEquals(new Set(Object.values(told(names)["/a.txt"]!["200"]!)), new Set([""]));
  const some = told(await server.ask("PROPFIND", "/a.txt", {}, prop("getcontentlength", "quota-used-bytes")));
  assertEquals(some["/a.txt"], { "200": { getcontentlength: "5" }, "404": { "quota-used-bytes": "" } });
});

Deno.test("PROPFIND tells of locks where they can be had, and nowhere else", async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "hello");
  for (
    const [upload, manage, locks] of [[false, false, false], [true, false, true], [
      false,
      true,
      true,
    ]] as const
  ) {
    const everybody = sameRights({ read: true, upload: true, manage: true });
    await using server = await davServer(temp, { upload, manage, rights: () => everybody });
    const file = told(await server.ask("PROPFIND", "/", { depth: "1" }))["/a.txt"]!["200"]!;
    const dav = (await server.ask("OPTIONS", "/")).headers.get("dav");
    assertEquals(["supportedlock" in file, "lockdiscovery" in file, dav === "1, 2"], [locks, locks, locks]);
  }
});

Deno.test("what is told of a large folder is made and sent in turns, all of it", async () => {
  let [turns, written, text] = [0, 0, ""];
  const run = <T>(piece: () => T) => {
    turns++;
    return Promise.resolve(piece());
  };
  const parts = Array.from({ length: 100 }, (_, at) => `${at} ${"x".repeat(10_000)}\n`);
  let ended = false;
  const turn = { wait: () => Promise.resolve(undefined), turns: { run }, end: () => ended = true };
  const { body } = streamedMultiStatus(parts, turn);
  const write = (bytes: Uint8Array) => {
    written++;
    text += new TextDecoder().decode(bytes);
    return Promise.resolve();
  };
  await body!.send({ write });
  body!.close?.();
  assert(text.includes(parts.join("")) && text.endsWith("</D:multistatus>\n"));
  assert(
    turns >= 15 && written === turns + 1,
    `${turns} turns for ${written} pieces, the last of which is small`,
  );
  assert(ended);
});

Deno.test("PROPFIND refuses bodies that are not XML, too long, or more than XML", async () => {
  using temp = new TempFolder();
  await using server = await davServer(temp);
  const lol =
    '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><propfind xmlns="DAV:"><prop><x>&b;</x></prop></propfind>';
  for (
    const [body, status] of [
      ["<x", 400],
      [lol, 400],
      ["<propfind xmlns='DAV:'/>", 400],
      ["<other xmlns='DAV:'/>", 400],
      [`<propfind xmlns='DAV:'><prop>${"<a/>".repeat(201)}</prop></propfind>`, 413],
      [`<propfind xmlns='DAV:'>${" ".repeat(65_536)}</propfind>`, 413],
      [`${"<a>".repeat(60)}${"</a>".repeat(60)}`, 400],
    ] as const
  ) assertEquals((await server.ask("PROPFIND", "/", {}, body)).status, status, body.slice(0, 60));
});

Deno.test("PROPFIND tells nobody more than they may read, and addresses below the prefix", async () => {
  using temp = new TempFolder();
  temp.write("mine/a", "");
  temp.write("yours/b", "");
  const rights = () => ({
    ...sameRights({ read: true, upload: false, manage: false }),
    read: ([first]: readonly string[]) => first !== "yours",
  });
  await using server = await davServer(temp, { rights, prefix: "/pre" });
  const all = told(await server.ask("PROPFIND", "/pre/", { depth: "infinity" }));
  assertEquals(Object.keys(all).sort(), ["/pre/", "/pre/mine/", "/pre/mine/a"]);
  assertEquals((await server.ask("PROPFIND", "/pre/yours/")).status, 403);
});

testOn(
  POSIX,
  "links need a right there",
  "PROPFIND follows no link out of the folder, and none in circles",
  async () => {
    using temp = new TempFolder();
    using outside = new TempFolder();
    outside.write("secret", "");
    temp.write("a/x", "");
    Deno.symlinkSync(outside.path, join(temp.path, "out"));
    Deno.symlinkSync("..", join(temp.path, "a/up"));
    await using server = await davServer(temp, READING);
    const all = told(await server.ask("PROPFIND", "/", { depth: "infinity" }));
    assertEquals(Object.keys(all).sort(), ["/", "/a/", "/a/up/", "/a/x"]);
  },
);

Deno.test("PROPFIND refuses what would be endless, and sends what is large", async () => {
  using temp = new TempFolder();
  for (let at = 0; at < MOST_FOUND; at++) temp.write(`f${at}`, "");
  await using server = await davServer(temp, READING);
  const deep = await server.ask("PROPFIND", "/", { depth: "infinity" }, prop("getetag"));
  assertEquals([deep.status, deep.text.split("<D:response>").length - 1], [207, MOST_FOUND + 1]);
  temp.write("one more", "");
  const refused = await server.ask("PROPFIND", "/");
  assertEquals(refused.status, 403);
  assertStringIncludes(refused.text, "<D:propfind-finite-depth/>");
  const flat = await server.ask("PROPFIND", "/", { depth: "1" }, prop("getetag"));
  assertEquals([flat.status, flat.text.split("<D:response>").length - 1], [207, MOST_FOUND + 2]);
});

Deno.test("PROPFIND tells about a few folders at a time, and one network has its share", async () => {
  using temp = new TempFolder();
  temp.write("a/b", "");
  await using server = await davServer(temp, { walks: { working: 1, each: 2 } });
  const ask = async (depth: string) => (await server.ask("PROPFIND", "/", { depth })).status;
  const several = await Promise.all(Array.from({ length: 2 }, () => ask("1")));
  assertEquals([several, await ask("1"), await ask("infinity")], [[207, 207], 207, 207]);
  const limit = new WalkLimit({ working: 1, each: 2 });
  const client = (hostname: string) => ({ transport: "tcp", hostname, port: 1 } as const);
  const [one, two] = [limit.begin(client("192.0.2.1")), limit.begin(client("192.0.2.1"))];
  assertThrows(() => limit.begin(client("192.0.2.1")), HttpError, "busy");
  const other = limit.begin(client("192.0.2.2"));
  const { signal } = new AbortController();
  const permit = await one.wait(signal);
  let turned = false;
  const next = other.wait(signal).then((own) => {
    turned = true;
    return own;
  });
  await Promise.resolve();
  assertEquals(turned, false);
  permit![Symbol.dispose]();
  assert(await next !== undefined);
  for (const each of [one, two, other]) each.release();
  limit.begin(client("192.0.2.1")).release();
});
