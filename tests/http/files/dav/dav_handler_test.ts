import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { TRASH } from "../../../../mod/fs/managed_folder.ts";
import { MOST_COPIED_LEVELS } from "../../../../mod/http/files/dav/copy.ts";
import { DeadProperties } from "../../../../mod/http/files/dav/property/dead_properties.ts";
import { UploadQuota } from "../../../../mod/http/files/upload/upload_quota.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";
import { POSIX, testOn } from "../../../_kit/test_on.ts";
import { davServer, told } from "./dav_server.ts";

function content(temp: TempFolder, name: string): string {
  return Deno.readTextFileSync(join(temp.path, name));
}

function patch(set: string, remove = ""): string {
  return `<propertyupdate xmlns="DAV:">${set && `<set><prop>${set}</prop></set>`}` +
    `${remove && `<remove><prop>${remove}</prop></remove>`}</propertyupdate>`;
}

const to = (destination: string, more: Record<string, string> = {}) => ({ destination, ...more });

Deno.test("A folder that can be read is one of class 1, and nothing in it can be changed", async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "a");
  await using server = await davServer(temp, { upload: false, manage: false });
  const options = await server.ask("OPTIONS", "/");
  assertEquals([options.headers.get("dav"), options.headers.get("allow")], [
    "1",
    "GET, HEAD, OPTIONS, PROPFIND",
  ]);
  assertEquals((await server.ask("PROPFIND", "/a.txt", { depth: "0" })).status, 207);
  for (const method of ["PUT", "DELETE", "MKCOL"]) {
    assertEquals((await server.ask(method, "/a.txt")).status, 405, method);
  }
  for (const method of ["MOVE", "COPY", "LOCK", "UNLOCK", "PROPPATCH"]) {
    const { status } = await server.ask(method, "/a.txt", to("/b.txt"));
    assert([405, 501].includes(status), `${method} ${status}`);
  }
  assertEquals(temp.names(), ["a.txt"]);
});

Deno.test("Who may upload makes new files, fills empty ones, and changes nothing else", async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "a");
  await using server = await davServer(temp, { manage: false });
  const { ask, lock } = server;
  const { headers } = await ask("OPTIONS", "/");
  assertEquals([headers.get("dav"), headers.get("ms-author-via")], ["1, 2", "DAV"]);
  assertEquals((await ask("PUT", "/b.txt", {}, "")).status, 201);
  assertEquals((await ask("PUT", "/b.txt", {}, "b")).status, 204);
  assertEquals((await ask("PUT", "/b.txt", {}, "c")).status, 409);
  const { token, status } = await lock("/c.txt");
  assertEquals([status, (await ask("PUT", "/c.txt", {}, "c")).status], [201, 423]);
  assertEquals((await ask("PUT", "/c.txt", { if: `(<${token}>)` }, "c")).status, 204);
  assertEquals((await ask("COPY", "/c.txt", to("/d.txt"))).status, 201);
  assertEquals((await ask("COPY", "/c.txt", to("/a.txt"))).status, 403);
  for (const method of ["DELETE", "MKCOL", "MOVE"]) {
    assert((await ask(method, "/a.txt", to("/x"))).status >= 400);
  }
  assertEquals(["a.txt", "b.txt", "c.txt", "d.txt"].map((name) => content(temp, name)), ["a", "b", "c", "c"]);
});

Deno.test("Who may manage without uploading moves and deletes, and makes no files", async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "a");
  await using server = await davServer(temp, { upload: false });
  const { ask, lock } = server;
  assertEquals((await ask("MKCOL", "/d")).status, 201);
  assertEquals((await ask("MOVE", "/a.txt", to("/d/a.txt"))).status, 201);
  assertEquals((await lock("/new.txt")).status, 403);
  assertEquals((await ask("PUT", "/new.txt", {}, "x")).status, 405);
  assertEquals((await ask("DELETE", "/d/")).status, 204);
  assertEquals(temp.names(), [TRASH]);
});

Deno.test("A file gets the very name that it is given, or none", async () => {
  using temp = new TempFolder();
  temp.write("d/x", "");
  await using server = await davServer(temp);
  for (
    const [path, status] of [
      ["/a%3Ab", 403],
      ["/con", 403],
      ["/a%5Cb", 403],
      ["/.env", 403],
      ["/.netlab-trash", 403],
      ["/no/such", 409],
      ["/x/", 409],
      ["/d", 405],
      ["/", 405],
      ["/%00", 404],
      ["/a%2Fb", 404],
    ] as const
  ) {
    assertEquals((await server.ask("PUT", path, {}, "x")).status, status, path);
    if (status === 403) assertEquals((await server.lock(path)).status, status, `LOCK ${path}`);
    if (path !== "/d" && path !== "/" && path !== "/x/") {
      assertEquals((await server.ask("COPY", "/d/x", to(path))).status, status, `COPY ${path}`);
    }
  }
  assertEquals(temp.names(), ["d"]);
});

Deno.test("COPY copies what can be seen, says what it could not, and loses nothing", async () => {
  using temp = new TempFolder();
  temp.write("a/one", "1");
  temp.write("a/b/large", "large");
  temp.write("a/.hidden", "");
  temp.write("old/x", "x");
  await using server = await davServer(temp, { uploads: { maxSize: 3 } });
  const { ask } = server;
  const partly = await ask("COPY", "/a", to("/c"));
  assertEquals([partly.status, told(partly)], [207, { "/c/b/large": { "413": {} } }]);
  assertEquals([content(temp, "c/one"), [...Deno.readDirSync(join(temp.path, "c"))].length], ["1", 2]);
  assertEquals((await ask("COPY", "/a/one", to("/c/one", { overwrite: "F" }))).status, 412);
  assertEquals((await ask("COPY", "/a/", to("/shallow", { depth: "0" }))).status, 201);
  assertEquals([...Deno.readDirSync(join(temp.path, "shallow"))], []);
  assertEquals((await ask("COPY", "/a", to("/a/b/a"))).status, 403);
  assertEquals((await ask("COPY", "/a/b", to("/a"))).status, 403);
  assertEquals((await ask("COPY", "/a", to("/a"))).status, 403);
  assertEquals((await ask("COPY", "/a", to("/x", { depth: "1" }))).status, 400);
  assertEquals((await ask("COPY", "/nothing", to("/x"))).status, 404);
  assertEquals((await ask("COPY", "/a/one", to("/old"))).status, 204);
  assertEquals(content(temp, "old"), "1");
  const [kept] = [...Deno.readDirSync(join(temp.path, TRASH))];
  assertEquals(content(temp, `${TRASH}/${kept!.name}/old/x`), "x");
});

Deno.test("COPY takes up the room of uploads", async () => {
  using temp = new TempFolder();
  temp.write("a", "12345");
  await using server = await davServer(temp, { uploads: { quota: new UploadQuota({ bytes: 8 }) } });
  assertEquals((await server.ask("COPY", "/a", to("/b"))).status, 201);
  assertEquals((await server.ask("COPY", "/a", to("/c"))).status, 507);
  assertEquals(temp.names(), ["a", "b"]);
});

testOn(
  POSIX,
  "links need a right there",
  "COPY copies no folder that a link leads to, and no circle",
  async () => {
    using temp = new TempFolder();
    temp.write("a/one", "1");
    Deno.symlinkSync("one", join(temp.path, "a/link"));
    Deno.symlinkSync("..", join(temp.path, "a/up"));
    await using server = await davServer(temp);
    assertEquals((await server.ask("COPY", "/a", to("/c"))).status, 201);
    const names = [...Deno.readDirSync(join(temp.path, "c"))].map(({ name, isFile }) => [name, isFile]);
    assertEquals(names.sort(), [["link", true], ["one", true]]);
  },
);

Deno.test("COPY ends where a folder is too deep", async () => {
  using temp = new TempFolder();
  const deepest = Array.from({ length: MOST_COPIED_LEVELS + 1 }, () => "d").join("/");
  temp.write(`${deepest}/x`, "");
  await using server = await davServer(temp);
  const reply = await server.ask("COPY", "/d", to("/c"));
  assertEquals([reply.status, Object.values(told(reply))], [207, [{ "507": {} }]]);
});

Deno.test("PROPPATCH sets all or nothing, and what it sets goes along", async () => {
  using temp = new TempFolder();
  temp.write("d/a.txt", "a");
  await using server = await davServer(temp);
  const { ask } = server;
  const both = patch(`<x xmlns="urn:y" q="1">é<z/></x><getetag>no</getetag>`);
  assertEquals(told(await ask("PROPPATCH", "/d/a.txt", {}, both))["/d/a.txt"], {
    "424": { x: "" },
    "403": { getetag: "" },
  });
  const x = '<propfind xmlns="DAV:"><prop><x xmlns="urn:y"/></prop></propfind>';
  const read = async (path: string) => (await ask("PROPFIND", path, { depth: "0" }, x)).text;
  assertMatch(await read("/d/a.txt"), /404/);
  await ask("PROPPATCH", "/d/a.txt", {}, patch(`<x xmlns="urn:y" q="1">é&lt;<z xmlns=""/></x>`));
  const value = '<x xmlns="urn:y" q="1">é&lt;<z xmlns=""/></x>';
  assertStringIncludes(await read("/d/a.txt"), value);
  assertEquals((await ask("MOVE", "/d", to("/e"))).status, 201);
  assertEquals((await ask("COPY", "/e", to("/f"))).status, 201);
  for (const path of ["/e/a.txt", "/f/a.txt"]) assertStringIncludes(await read(path), value);
  assertEquals((await ask("PUT", "/e/a.txt", {}, "b")).status, 204);
  assertStringIncludes(await read("/e/a.txt"), value);
  await ask("PROPPATCH", "/e/a.txt", {}, patch("", '<x xmlns="urn:y"/>'));
  assertMatch(await read("/e/a.txt"), /404/);
  const deleted = await ask("DELETE", "/f/a.txt");
  await ask("PUT", "/f/a.txt", {}, "new");
  assertMatch(await read("/f/a.txt"), /404/);
  await ask("MOVE", "/f/a.txt", to("/f/new.txt"));
  assertEquals((await ask("POST", `/${deleted.headers.get("undo")!.replace("../", "")}`)).status, 204);
  assertStringIncludes(await read("/f/a.txt"), value, "what is brought back has its properties again");
  assertMatch(await read("/f/new.txt"), /404/);
  for (const body of ["", "<x/>", '<propertyupdate xmlns="DAV:"/>']) {
    assertEquals((await ask("PROPPATCH", "/e/a.txt", {}, body)).status, 400);
  }
});

Deno.test("DeadProperties is bounded, and lets go of what is gone", () => {
  const there = new Set(["/a", "/b"]);
  const dead = new DeadProperties("/", (path) => there.has(path), 1000);
  const property = (name: string, size = 300) => ({ space: "u", name, xml: "x".repeat(size) });
  dead.set("/a", property("p"));
  dead.set("/b", property("q"));
  assertEquals(dead.hasRoomFor("/b", [property("r")]), false);
  there.delete("/a");
  assertEquals(dead.hasRoomFor("/b", [property("r")]), true);
  assertEquals(dead.of("/a"), []);
  there.add("/c");
  dead.copy("/b", "/c");
  dead.copy("/b", "/d");
  assertEquals([dead.of("/c").length, dead.of("/d").length], [1, 0]);
  dead.move("/c", "/e");
  assertEquals([dead.of("/c").length, dead.of("/e").length], [0, 1]);
  dead.set("/bb", property("s", 1));
  dead.forget("/b");
  assertEquals(dead.of("/bb").length, 1);
  dead.forget("/");
  assertEquals(dead.of("/bb"), []);
});

Deno.test("A page of another site changes nothing", async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "a");
  await using server = await davServer(temp);
  for (const method of ["DELETE", "MKCOL", "MOVE", "COPY", "LOCK", "UNLOCK", "PROPPATCH", "PUT"]) {
    for (
      const [name, value] of [["origin", "https://evil.example"], ["sec-fetch-site", "same-site"]] as const
    ) {
      const headers = { ...to("/b.txt"), [name]: value };
      assertEquals((await server.ask(method, "/a.txt", headers)).status, 403, method);
    }
  }
  assertEquals(temp.names(), ["a.txt"]);
});
