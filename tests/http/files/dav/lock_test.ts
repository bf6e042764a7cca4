import { assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { parseIf } from "../../../../mod/http/files/dav/lock/if_field.ts";
import { LockStore, LONGEST_LOCK } from "../../../../mod/http/files/dav/lock/lock_store.ts";
import { sameRights } from "../../../../mod/http/files/rights.ts";
import { HttpError } from "../../../../mod/http/wire/http_error.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";
import { davServer, told } from "./dav_server.ts";

const to = (destination: string, more: Record<string, string> = {}) => ({ destination, ...more });

Deno.test("A lock lets only who has its token change a file, its name and its properties", async () => {
  using temp = new TempFolder();
  temp.write("d/a.txt", "a");
  temp.write("b.txt", "b");
  await using server = await davServer(temp);
  const { ask, lock } = server;
  const { token, text, status } = await lock("/d/a.txt", { timeout: "Infinite, Second-5" });
  assertEquals(status, 200);
  assertMatch(token, /^urn:uuid:[0-9a-f-]{36}$/);
  for (const part of ["Second-3600", "/d/a.txt</D:href>", "mailto:a@example.org", "<D:depth>0"]) {
    assertStringIncludes(text, part);
  }
  const patch = '<propertyupdate xmlns="DAV:"><set><prop><x/></prop></set></propertyupdate>';
  const changes: [method: string, path: string, headers: Record<string, string>, body?: string][] = [
    ["PUT", "/d/a.txt", {}, "x"],
    ["DELETE", "/d/a.txt", {}],
    ["MOVE", "/d/a.txt", to("/x")],
    ["MOVE", "/b.txt", to("/d/a.txt")],
    ["COPY", "/b.txt", to("/d/a.txt")],
    ["PROPPATCH", "/d/a.txt", {}, patch],
    [
      "LOCK",
      "/d/a.txt",
      {},
      '<lockinfo xmlns="DAV:"><lockscope><shared/></lockscope><locktype><write/></locktype></lockinfo>',
    ],
  ];
  for (const [method, path, headers, body] of changes) {
    const reply = await ask(method, path, headers, body);
    assertEquals(reply.status, 423, `${method} ${path}`);
    assertStringIncludes(reply.text, "<D:href>/d/a.txt</D:href>");
  }
  for (const [method, path, headers] of [["DELETE", "/d", {}], ["MOVE", "/d", to("/x")]] as const) {
    const reply = await ask(method, path, headers);
    assertEquals([reply.status, told(reply)], [207, { "/d/a.txt": { "423": {} } }]);
  }
  // On many disks it is the same file.
  assertEquals((await ask("PUT", "/d/A.TXT", {}, "x")).status, 423);
  assertEquals((await ask("GET", "/d/a.txt")).text, "a");
  const wrong = "urn:uuid:00000000-0000-0000-0000-000000000000";
  assertEquals((await ask("PUT", "/d/a.txt", { if: `(<${wrong}>)` }, "x")).status, 412);
  assertEquals((await ask("PUT", "/d/a.txt", { if: `(Not <${wrong}>)` }, "x")).status, 423);
  assertEquals((await ask("UNLOCK", "/d/a.txt", { "lock-token": `<${wrong}>` })).status, 409);
  assertEquals((await ask("UNLOCK", "/b.txt", { "lock-token": `<${token}>` })).status, 409);
  assertEquals((await ask("UNLOCK", "/d/a.txt")).status, 400);
  assertEquals((await ask("PUT", "/d/a.txt", { if: `(<${token}>)` }, "x")).status, 204);
  assertEquals((await ask("UNLOCK", "/d/a.txt", { "lock-token": `<${token}>` })).status, 204);
  assertEquals((await ask("DELETE", "/d")).status, 204);
});

Deno.test("A deep lock holds for what is in a folder, a shallow one for the names in it", async () => {
  using temp = new TempFolder();
  temp.write("deep/s/a.txt", "a");
  temp.write("flat/a.txt", "a");
  await using server = await davServer(temp);
  const { ask, lock } = server;
  const deep = await lock("/deep", { depth: "infinity" });
  const flat = await lock("/flat/", { depth: "0" });
  assertEquals((await lock("/deep/s/a.txt")).status, 423);
  assertEquals((await ask("PUT", "/deep/s/a.txt", {}, "x")).status, 423);
  assertEquals((await ask("PUT", "/deep/s/b.txt", {}, "x")).status, 423);
  assertEquals((await ask("PUT", "/flat/a.txt", {}, "x")).status, 204);
  assertEquals((await ask("PUT", "/flat/b.txt", {}, "x")).status, 423);
  assertEquals((await ask("DELETE", "/flat/a.txt")).status, 423);
  assertEquals((await ask("MKCOL", "/flat/n")).status, 423);
  assertEquals((await lock("/", { depth: "infinity" })).status, 423);
  assertEquals((await lock("/", { depth: "0" }, "shared")).status, 200);
  const both = { if: `</deep> (<${deep.token}>) </flat/> (<${flat.token}>)` };
  assertEquals((await ask("COPY", "/deep/s/a.txt", { ...to("/flat/c.txt"), ...both })).status, 201);
  const held = await ask("LOCK", "/deep/s/a.txt", { if: `(<${deep.token}>)`, timeout: "Second-7" });
  assertEquals(held.status, 200);
  assertStringIncludes(held.text, "Second-7");
  assertEquals((await ask("LOCK", "/flat", { if: `(<${deep.token}>)` })).status, 412);
});

Deno.test("What comes by a form or in parts waits until nobody has locked its place", async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "a");
  temp.write("flat/x", "");
  await using server = await davServer(temp, { uploads: { policy: "overwrite" } });
  const { ask, lock } = server;
  const form = (name: string) =>
    ["--b", `Content-Disposition: form-data; name="f"; filename="${name}"`, "", "new", "--b--", ""].join(
      "\r\n",
    );
  const type = { "content-type": "multipart/form-data; boundary=b" };
  const sent = async (folder: string, name: string) => {
    const tus = {
      "tus-resumable": "1.0.0",
      "upload-length": "3",
      "upload-metadata": `filename ${btoa(name)}`,
    };
    const parts = { ...tus, "content-type": "application/offset+octet-stream" };
    return [
      (await ask("POST", folder, type, form(name))).status,
      (await ask("POST", folder, parts, "new")).status,
    ];
  };
  const { token } = await lock("/a.txt");
  await lock("/flat/");
  assertEquals([await sent("/", "a.txt"), await sent("/flat/", "n.txt")], [[423, 423], [423, 423]]);
  assertEquals(Deno.readTextFileSync(`${temp.path}/a.txt`), "a");
  assertEquals(await sent("/", "b.txt"), [201, 201]);
  assertEquals((await ask("UNLOCK", "/a.txt", { "lock-token": `<${token}>` })).status, 204);
  assertEquals(await sent("/", "a.txt"), [201, 201]);
  assertEquals(Deno.readTextFileSync(`${temp.path}/a.txt`), "new");
});

Deno.test("Shared locks go together, and with no exclusive one", async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "a");
  await using server = await davServer(temp);
  const { ask, lock } = server;
  const [one, two] = [await lock("/a.txt", {}, "shared"), await lock("/a.txt", {}, "shared")];
  assertEquals([one.status, two.status, (await lock("/a.txt")).status], [200, 200, 423]);
  assertEquals((await ask("PUT", "/a.txt", {}, "x")).status, 423);
  assertEquals((await ask("PUT", "/a.txt", { if: `(<${two.token}>)` }, "x")).status, 204);
  const { getetag, lockdiscovery } = told(await ask("PROPFIND", "/a.txt", { depth: "0" }))["/a.txt"]!["200"]!;
  assertEquals(lockdiscovery!.match(/<activelock>/g)?.length, 2);
  assertEquals((await ask("PUT", "/a.txt", { if: `(<${one.token}> ["other"])` }, "y")).status, 412);
  assertEquals((await ask("PUT", "/a.txt", { if: `(<${one.token}> [${getetag}])` }, "y")).status, 204);
});

Deno.test("A lock where nothing is makes an empty file, and nothing where it cannot be", async () => {
  using temp = new TempFolder();
  await using server = await davServer(temp);
  const { ask, lock } = server;
  assertEquals([(await lock("/n.txt")).status, (await ask("GET", "/n.txt")).text], [201, ""]);
  assertEquals((await lock("/no/n.txt")).status, 409);
  assertEquals((await lock("/f/")).status, 409);
  for (
    const [depth, body, status] of [
      ["1", '<lockinfo xmlns="DAV:"/>', 400],
      [
        "0",
        '<lockinfo xmlns="DAV:"><lockscope><x/></lockscope><locktype><write/></locktype></lockinfo>',
        400,
      ],
      [
        "0",
        '<lockinfo xmlns="DAV:"><lockscope><shared/></lockscope><locktype><read/></locktype></lockinfo>',
        400,
      ],
      ["0", "", 412],
      [
        "0",
        `<lockinfo xmlns="DAV:"><lockscope><shared/></lockscope><locktype><write/></locktype><owner>${
          "x".repeat(5000)
        }</owner></lockinfo>`,
        413,
      ],
    ] as const
  ) assertEquals((await ask("LOCK", "/x.txt", { depth }, body)).status, status, body.slice(0, 80));
  assertEquals(temp.names(), ["n.txt"]);
});

Deno.test("What somebody has locked, nobody else uses, even with the token", async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "a");
  const rights = ({ fields }: { fields: ReadonlyMap<string, string> }) => ({
    ...sameRights({ read: true, upload: true, manage: true }),
    user: fields.get("x-user"),
  });
  await using server = await davServer(temp, { rights });
  const { token } = await server.lock("/a.txt", { "x-user": "ada" });
  const put = async (user: string) =>
    (await server.ask("PUT", "/a.txt", { "x-user": user, if: `(<${token}>)` }, "x")).status;
  assertEquals([await put("bob"), await put("ada")], [423, 204]);
  const unlock = async (user: string) =>
    (await server.ask("UNLOCK", "/a.txt", { "x-user": user, "lock-token": `<${token}>` })).status;
  assertEquals([await unlock("bob"), await unlock("ada")], [403, 204]);
});

Deno.test("LockStore ends locks in time, and makes only so many", () => {
  let now = 0;
  const store = new LockStore("/", { all: 3, host: 2 }, () => now);
  const request = (path: string, host: string, timeout = 10) => ({
    path,
    root: path,
    exclusive: true,
    deep: false,
    owner: "",
    user: undefined,
    host,
    timeout,
  });
  const first = store.lock(request("/a", "h1"))!;
  store.lock(request("/b", "h1", LONGEST_LOCK));
  assertEquals(store.lock(request("/c", "h1")), undefined);
  assertEquals(store.lock(request("/c", "h2"))?.path, "/c");
  assertEquals(store.lock(request("/d", "h3")), undefined);
  now = 9_000;
  assertEquals([store.covering("/a").length, store.secondsLeft(first)], [1, 1]);
  now = 10_000;
  assertEquals(store.covering("/a"), []);
  assertEquals(store.lock(request("/d", "h1"))?.path, "/d");
  now = LONGEST_LOCK * 1000;
  assertEquals(store.within("/"), []);
});

Deno.test("parseIf() reads lists with and without addresses, and nothing else", () => {
  assertEquals(parseIf('(<urn:a> ["x,y)"]) (Not <DAV:no-lock>)'), [
    { resource: undefined, conditions: [{ not: false, token: "urn:a" }, { not: false, tag: '"x,y)"' }] },
    { resource: undefined, conditions: [{ not: true, token: "DAV:no-lock" }] },
  ]);
  assertEquals(parseIf('<http://h/a> (<t>)([W/"e"]) </b> (not ["f"])').map(({ resource }) => resource), [
    "http://h/a",
    "http://h/a",
    "/b",
  ]);
  assertEquals(parseIf("(<a>), (<b>)").length, 2);
  for (
    const text of [
      "",
      " ",
      "()",
      "(<a>",
      "<a>",
      "(a)",
      "(<a>) x",
      "<a> <b> (<c>)",
      "(Not)",
      "(<a>) </b> (<c>)",
      '(["a)',
    ]
  ) {
    assertThrows(() => parseIf(text), HttpError, "malformed");
  }
});
