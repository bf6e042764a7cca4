import { assertEquals, assertMatch } from "@std/assert";
import { ServedFolder } from "../../../../mod/fs/served_folder.ts";
import { filesHandler } from "../../../../mod/http/files/files_handler.ts";
import { ManageHandler } from "../../../../mod/http/files/manage/manage_handler.ts";
import type { Rights } from "../../../../mod/http/files/rights.ts";
import { withPathPrefix } from "../../../../mod/http/middleware/path_prefix.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";
import { HttpTestServer, statuses } from "../../../_kit/web/http_test_server.ts";

async function managing(
  temp: TempFolder,
  { rights, prefix = "" }: { rights?: Rights; prefix?: string } = {},
) {
  const tree = ServedFolder.at(temp.path);
  const said: string[] = [];
  const manage = new ManageHandler({ tree, onChange: (sentence) => said.push(String(sentence)) });
  const files = filesHandler({ tree, title: "t", manage, rights: rights && (() => rights) });
  const server = await HttpTestServer.start(withPathPrefix(files, prefix));
  const ask = async (method: string, path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(server.url + path, { method, headers, redirect: "manual" });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return { ask, said, server, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

Deno.test("ManageHandler makes folders, moves and deletes, and says so", async () => {
  using temp = new TempFolder();
  temp.write("é a.txt", "a");
  await using server = await managing(temp);
  const { ask } = server;
  assertEquals((await ask("MKCOL", "/new/")).status, 201);
  assertEquals((await ask("MKCOL", "/new")).status, 405);
  assertEquals((await ask("MKCOL", "/no/such")).status, 409);
  assertEquals((await ask("MOVE", "/%C3%A9%20a.txt", { destination: "/new/b.txt" })).status, 201);
  const gone = await ask("DELETE", "/new/b.txt");
  assertEquals([gone.status, (await ask("GET", "/new/b.txt")).status], [204, 404]);
  assertEquals((await ask("DELETE", "/new/b.txt")).status, 404);
  const back = new URL(gone.headers.get("undo")!, `${server.server.url}/new/b.txt`);
  assertEquals((await ask("POST", back.pathname + back.search)).status, 204);
  assertEquals((await ask("GET", "/new/b.txt")).text, "a");
  assertEquals((await ask("POST", back.pathname + back.search)).status, 404);
  assertEquals(server.said.map((line) => line.replace(/\d{8}T.*(?=\))/, "ID")), [
    "made the folder new",
    "moved é a.txt to new/b.txt",
    "deleted new/b.txt (it is in .netlab-trash/ID)",
    "brought back new/b.txt",
  ]);
  assertMatch((await ask("OPTIONS", "/")).headers.get("allow")!, /MOVE/);
});

Deno.test("ManageHandler reads Destination as one address of this server, and Overwrite", async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "a");
  temp.write("b.txt", "b");
  await using server = await managing(temp);
  const { url, port } = server.server;
  for (
    const [destination, status] of [
      [undefined, 400],
      ["c.txt", 400],
      ["/c.txt#x", 400],
      ["http://elsewhere.example/c.txt", 502],
      [`http://127.0.0.1:${port + 1}/c.txt`, 502],
      ["/%ff", 400],
      ["/a%2Fb", 404],
      ["/%00", 404],
      ["/", 403],
      ["/a.txt/../a.txt", 403],
      ["/../..", 403],
      ["/.hidden", 403],
      ["/.netlab-trash/x", 409],
      ["/nul", 403],
      ["/a%5Cb", 403],
      ["/no/such", 409],
    ] as const
  ) {
    const reply = await server.ask("MOVE", "/a.txt", destination === undefined ? {} : { destination });
    assertEquals(reply.status, status, destination);
  }
  assertEquals(
    (await server.ask("MOVE", "/a.txt", { destination: `${url}/b.txt`, overwrite: "F" })).status,
    412,
  );
  const replaced = await server.ask("MOVE", "/a.txt", { destination: `${url}/b.txt` });
  assertEquals([replaced.status, Deno.readTextFileSync(`${temp.path}/b.txt`)], [204, "a"]);
  assertEquals((await server.ask("MOVE", "/b.txt", { destination: `${url}/../c.txt` })).status, 201);
  assertEquals(temp.names(), [".netlab-trash", "c.txt"]);
});

Deno.test("ManageHandler finds a destination below the prefix of a proxy, and nowhere else", async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "a");
  await using server = await managing(temp, { prefix: "/pre" });
  const { url } = server.server;
  assertEquals((await server.ask("MOVE", "/pre/a.txt", { destination: `${url}/b.txt` })).status, 502);
  assertEquals((await server.ask("MOVE", "/pre/a.txt", { destination: `${url}/pre/b.txt` })).status, 201);
  assertEquals(temp.names(), ["b.txt"]);
});

Deno.test("ManageHandler takes a destination relative to what is moved, as the page says it", async () => {
  using temp = new TempFolder();
  temp.write("d/a.txt", "a");
  await using server = await managing(temp, { prefix: "/pre" });
  const rows: [from: string, destination: string, status: number, now: string][] = [
    ["/pre/d/a.txt", "./b%20c.txt", 201, "d/b c.txt"],
    ["/pre/d/b%20c.txt", "../a.txt", 201, "a.txt"],
    ["/pre/a.txt", "../../../d/../b.txt", 201, "b.txt"],
    ["/pre/d", "./d/d", 403, "b.txt"],
    ["/pre/b.txt", "b.txt", 400, "b.txt"],
    ["/pre/b.txt", "./%2e%2e/%2E./c.txt", 201, "c.txt"],
  ];
  for (const [from, destination, status, now] of rows) {
    assertEquals((await server.ask("MOVE", from, { destination })).status, status, destination);
    assertEquals(Deno.readTextFileSync(`${temp.path}/${now}`), "a");
  }
});

Deno.test("ManageHandler lets nobody change what is not theirs, and no page of another site", async () => {
  using temp = new TempFolder();
  temp.write("own/a.txt", "a");
  temp.write("b.txt", "b");
  const own = (names: readonly string[]) => names[0] === "own" && names.length > 1;
  const rights: Rights = { read: () => true, upload: () => false, manage: own };
  await using server = await managing(temp, { rights });
  const { ask } = server;
  const to = (destination: string) => ({ destination });
  assertEquals((await ask("DELETE", "/b.txt")).status, 403);
  assertEquals((await ask("DELETE", "/own")).status, 403);
  assertEquals((await ask("MKCOL", "/x")).status, 403);
  assertEquals((await ask("MOVE", "/own/a.txt", to("/a.txt"))).status, 403);
  assertEquals((await ask("MOVE", "/b.txt", to("/own/b.txt"))).status, 403);
  assertEquals((await ask("DELETE", "/own/a.txt", { origin: "https://evil.example" })).status, 403);
  assertEquals((await ask("DELETE", "/own/a.txt", { "sec-fetch-site": "cross-site" })).status, 403);
  assertEquals((await ask("DELETE", "/own/a.txt", { "if-match": '"other"' })).status, 412);
  assertEquals((await ask("DELETE", "/own/a.txt/")).status, 404);
  assertEquals(temp.names(), ["b.txt", "own"]);
  assertEquals(
    (await ask("MOVE", "/own/a.txt", { ...to("/own/c.txt"), "sec-fetch-site": "same-origin" })).status,
    201,
  );
});

Deno.test("Without a ManageHandler nothing can be changed", async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "a");
  await using server = await HttpTestServer.start(
    filesHandler({ tree: ServedFolder.at(temp.path), title: "t" }),
  );
  for (const method of ["DELETE", "MOVE", "MKCOL"]) {
    const text = await server.exchange(
      `${method} /a.txt HTTP/1.1\r\nHost: x\r\nDestination: /b.txt\r\nConnection: close\r\n\r\n`,
    );
    assertEquals(statuses(text), [405], method);
  }
  assertEquals(temp.names(), ["a.txt"]);
});
