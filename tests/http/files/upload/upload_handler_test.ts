import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { decodePath } from "../../../../mod/http/files/decode_path.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";
import { PIECE, TUS, uploading } from "../../../_kit/web/uploading.ts";

function form(...files: [name: string, content: string][]): FormData {
  const data = new FormData();
  for (const [name, content] of files) data.append("file", new File([content], name));
  return data;
}

Deno.test("UploadHandler takes a PUT whole or not at all", async () => {
  using temp = new TempFolder();
  await using server = await uploading(temp, { maxSize: 10 });
  assertEquals((await server.ask("PUT", "/a%20b.txt", "hello")).status, 201);
  assertEquals((await server.ask("PUT", "/big", "x".repeat(11))).status, 413);
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(6)) });
  assertEquals((await server.ask("PUT", "/big", endless).catch(() => ({ status: 413 }))).status, 413);
  assertEquals(temp.names(), ["a b.txt"]);
});

Deno.test("UploadHandler treats a taken name as the policy says", async () => {
  for (
    const [policy, status, names] of [
      ["error", 409, ["a.tar.gz"]],
      ["rename", 201, ["a.tar (1).gz", "a.tar.gz"]],
      ["overwrite", 204, ["a.tar.gz"]],
    ] as const
  ) {
    using temp = new TempFolder();
    temp.write("a.tar.gz", "old");
    await using server = await uploading(temp, { policy });
    assertEquals((await server.ask("PUT", "/a.tar.gz", "new")).status, status);
    assertEquals(temp.names(), [...names]);
    assertEquals(Deno.readTextFileSync(`${temp.path}/a.tar.gz`), policy === "overwrite" ? "new" : "old");
  }
});

Deno.test("UploadHandler tells a taken name from whatever else is in the way", async () => {
  using temp = new TempFolder();
  temp.write("x4", "a file");
  temp.write("folder/b", "");
  await using server = await uploading(temp);
  const rows: [path: string, taken: string | null][] = [["x4", "?1"], ["folder", "?1"], ["x4/a.txt", null]];
  for (const [path, taken] of rows) {
    const metadata = Object.entries({
      filename: path.split("/").at(-1)!,
      relativePath: path,
      existing: "error",
    })
      .map(([key, value]) => `${key} ${btoa(value)}`).join();
    const begin = { ...TUS, "upload-length": "1", "upload-metadata": metadata };
    const { status, headers } = await server.ask("POST", "/", undefined, begin);
    assertEquals([path, status, headers.get("name-taken")], [path, 409, taken]);
  }
});

Deno.test("an upload whose folder is no folder at its end says so to who asks for its name once more", async () => {
  using temp = new TempFolder();
  await using server = await uploading(temp);
  const metadata = `filename ${btoa("a")},relativePath ${btoa("x4/a")},existing ${btoa("error")}`;
  const begin = { ...TUS, "upload-length": "1", "upload-metadata": metadata };
  const { headers } = await server.ask("POST", "/", undefined, begin);
  const place = headers.get("location")!;
  temp.write("x4", "a file");
  assertEquals((await server.ask("PATCH", place, "x", { ...PIECE, "upload-offset": "0" })).status, 409);
  const head = await server.ask("HEAD", place, undefined, TUS);
  assertEquals([head.status, head.headers.get("name-taken")], [409, null]);
  const again = await server.ask("PATCH", place, undefined, { ...PIECE, "upload-offset": "1" });
  assertEquals([again.status, again.text], [409, '"x4" is no folder here.\n']);
  Deno.removeSync(`${temp.path}/x4`);
  assertEquals((await server.ask("PATCH", place, undefined, { ...PIECE, "upload-offset": "1" })).status, 204);
  assertEquals(Deno.readTextFileSync(`${temp.path}/x4/a`), "x");
});

Deno.test("UploadHandler loses nothing when many send the same name at once", async () => {
  using temp = new TempFolder();
  await using server = await uploading(temp, { policy: "rename" });
  const sent = Array.from({ length: 12 }, (_, at) => `content ${at}`);
  await Promise.all(sent.map((content) => server.ask("PUT", "/a", content)));
  assertEquals(temp.names().map((name) => Deno.readTextFileSync(`${temp.path}/${name}`)).sort(), sent.sort());
});

Deno.test("UploadHandler refuses names and places that are none", async () => {
  using temp = new TempFolder();
  await using server = await uploading(temp);
  for (
    const [path, status] of [["/", 400], ["/sub/a", 404], ["/.hidden", 403], ["/.netlab-x.part", 403], [
      "/%2e%2e%2fa",
      404,
    ]] as const
  ) assertEquals((await server.ask("PUT", path, "x")).status, status, path);
  assertEquals(temp.names(), []);
});

Deno.test("UploadHandler keeps a file under a name that every system has, and says which", async () => {
  using temp = new TempFolder();
  await using server = await uploading(temp);
  const rows = [
    ["/12%3A30.txt", "12_30.txt"],
    ["/aux.c", "_aux.c"],
    ["/ends.%20.", "ends"],
    ["/back%5Cslash", "back_slash"],
    ["/%F0%9F%A6%86%E2%80%AE", "🦆_"],
    [`/${"x".repeat(300)}.txt`, `${"x".repeat(251)}.txt`],
  ] as const;
  for (const [path, name] of rows) {
    const { status, text } = await server.ask("PUT", path, "x");
    assertEquals([status, text], [201, `Received "${name}", 1 bytes.\n`], path);
  }
  assertEquals(temp.names(), rows.map(([, name]) => name).sort());
});

Deno.test("UploadHandler does not take a part for the whole", async () => {
  using temp = new TempFolder();
  await using server = await uploading(temp);
  assertEquals((await server.ask("PUT", "/a", "x", { "content-range": "bytes 5-5/6" })).status, 400);
  assertEquals((await server.ask("PUT", "/a", "x", { "if-match": '"x"' })).status, 412);
  assertEquals((await server.ask("PUT", "/a", "x", { "if-none-match": "*" })).status, 201);
});

Deno.test("UploadHandler takes the files of a form, by the last part of their names", async () => {
  using temp = new TempFolder();
  await using server = await uploading(temp);
  const body = form(["../../up.txt", "1"], ["C:\\fake\\é.txt", "22"], ["empty", ""]);
  body.append("comment", "not a file");
  const { status, text } = await server.ask("POST", "/", body);
  assertEquals([status, temp.names()], [201, ["empty", "up.txt", "é.txt"]]);
  assertStringIncludes(text, 'Received "é.txt", 2 bytes.');
  assertEquals((await server.ask("POST", "/", form(["b", "1"]), { accept: "text/html" })).status, 303);
});

Deno.test("UploadHandler says which files of a form are kept when a later one is refused", async () => {
  using temp = new TempFolder();
  temp.write("taken", "");
  await using server = await uploading(temp);
  const { status, text } = await server.ask(
    "POST",
    "/",
    form(["é", "1"], ["b", "2"], ["taken", "3"], ["c", "4"]),
  );
  assertEquals([status, temp.names()], [409, ["b", "taken", "é"]]);
  assertEquals(
    text,
    '"taken": There is a file of this name already. Of this form, these were taken before: "é", "b".\n',
  );
  const many = form(...Array.from({ length: 30 }, (_, at): [string, string] => [`n${at}`, ""]), [
    "taken",
    "",
  ]);
  assertStringIncludes((await server.ask("POST", "/", many)).text, '"n19", 10 more');
});

Deno.test("UploadHandler refuses what comes from a page of another site", async () => {
  using temp = new TempFolder();
  await using server = await uploading(temp);
  assertEquals(
    (await server.ask("POST", "/", form(["a", "1"]), { origin: "http://evil.example" })).status,
    403,
  );
  assertEquals((await server.ask("PUT", "/a", "1", { "sec-fetch-site": "cross-site" })).status, 403);
  assertEquals(temp.names(), []);
});

Deno.test("UploadHandler goes on with a resumable upload where it stopped", async () => {
  using temp = new TempFolder();
  await using server = await uploading(temp);
  const metadata = `filename ${btoa("a.txt")}`;
  const begun = await server.ask("POST", "/", undefined, {
    ...TUS,
    "upload-length": "10",
    "upload-metadata": metadata,
  });
  const url = begun.headers.get("location")!;
  assertEquals(
    (await server.ask("PATCH", url, "hello", { ...PIECE, "upload-offset": "0" })).headers.get(
      "upload-offset",
    ),
    "5",
  );
  assertEquals((await server.ask("HEAD", url, undefined, TUS)).headers.get("upload-offset"), "5");
  assertEquals((await server.ask("PATCH", url, "x", { ...PIECE, "upload-offset": "3" })).status, 409);
  assertEquals((await server.ask("GET", "/?json")).text.includes("netlab-"), false);
  assertEquals((await server.ask("PATCH", url, "world", { ...PIECE, "upload-offset": "5" })).status, 204);
  assertEquals([temp.names(), Deno.readTextFileSync(`${temp.path}/a.txt`)], [["a.txt"], "helloworld"]);
  // Whoever lost the last answer asks again, and must not send it all once more.
  const after = await server.ask("HEAD", url, undefined, TUS);
  assertEquals([after.status, after.headers.get("upload-offset")], [200, "10"]);
  assertEquals((await server.ask("PATCH", url, "", { ...PIECE, "upload-offset": "10" })).status, 204);
  assertEquals([temp.names(), Deno.readTextFileSync(`${temp.path}/a.txt`)], [["a.txt"], "helloworld"]);
});

Deno.test("UploadHandler writes a resumable upload once, however many connections send it at the same time", async () => {
  using temp = new TempFolder();
  await using server = await uploading(temp);
  const begun = await server.ask("POST", "/", undefined, {
    ...TUS,
    "upload-length": "2000000",
    "upload-metadata": `filename ${btoa("a")}`,
  });
  const url = begun.headers.get("location")!;
  const send = async () => {
    for (let tries = 0; tries < 20; tries++) {
      const asked = await server.ask("HEAD", url, undefined, TUS);
      const offset = Number(asked.headers.get("upload-offset"));
      if (offset === 2_000_000) return;
      // Each is sent away by the next that comes, now and then before it can read the answer that says so.
      await server.ask("PATCH", url, "x".repeat(2_000_000 - offset), {
        ...PIECE,
        "upload-offset": String(offset),
      }).catch(() => {});
    }
  };
  await Promise.all(Array.from({ length: 8 }, send));
  await send();
  assertEquals([temp.names(), Deno.readTextFileSync(`${temp.path}/a`)], [["a"], "x".repeat(2_000_000)]);
});

Deno.test("UploadHandler names the version of tus in every answer, and refuses another", async () => {
  using temp = new TempFolder();
  await using server = await uploading(temp, { maxSize: 10 });
  const begin = (more: Record<string, string>) =>
    server.ask("POST", "/", undefined, {
      ...TUS,
      "upload-length": "5",
      "upload-metadata": `filename ${btoa("a")}`,
      ...more,
    });
  const old = await begin({ "tus-resumable": "0.2.2" });
  assertEquals([old.status, old.headers.get("tus-version")], [412, "1.0.0"]);
  const url = (await begin({})).headers.get("location")!;
  const refused = [
    await begin({ "upload-length": "11" }),
    await server.ask("PATCH", url, "x", { ...PIECE, "upload-offset": "3" }),
    await server.ask("PATCH", url, "x", { ...TUS, "content-type": "text/plain" }),
    await server.ask("HEAD", `/?upload=${"0".repeat(32)}`, undefined, TUS),
  ];
  assertEquals(refused.map((reply) => [reply.status, reply.headers.get("tus-resumable")]), [
    [413, "1.0.0"],
    [409, "1.0.0"],
    [415, "1.0.0"],
    [404, "1.0.0"],
  ]);
  const post = await server.ask("POST", url, "hello", {
    ...PIECE,
    "upload-offset": "0",
    "x-http-method-override": "PATCH",
  });
  assertEquals([post.status, temp.names()], [204, ["a"]]);
});

for (const [when, linked] of [["before", false], ["while", true]] as const) {
  Deno.test(`UploadHandler gives a file its name that was complete ${when} the server was killed`, async () => {
    using temp = new TempFolder();
    await using server = await uploading(temp);
    const metadata = { ...TUS, "upload-length": "5", "upload-metadata": `filename ${btoa("a.txt")}` };
    const url = (await server.ask("POST", "/", undefined, metadata)).headers.get("location")!;
    const part = `${temp.path}/.netlab-${url.slice(url.indexOf("=") + 1)}.part`;
    Deno.writeTextFileSync(part, "hello");
    if (linked) Deno.linkSync(part, `${temp.path}/a.txt`);
    const answers = await Promise.all([1, 2].map(() => server.ask("HEAD", url, undefined, TUS)));
    assertEquals(answers[0]!.headers.get("upload-offset"), "5");
    assertEquals(temp.names(), ["a.txt"]);
    assertEquals(Deno.readTextFileSync(`${temp.path}/a.txt`), "hello");
  });
}

Deno.test("UploadHandler lets an upload be given up, and no other file be reached by its address", async () => {
  using temp = new TempFolder();
  temp.write("a.part", "precious");
  await using server = await uploading(temp);
  const begun = await server.ask("POST", "/", undefined, {
    ...TUS,
    "upload-length": "10",
    "upload-metadata": `filename ${btoa("b")}`,
  });
  assertEquals((await server.ask("DELETE", begun.headers.get("location")!, undefined, TUS)).status, 204);
  assertEquals((await server.ask("DELETE", "/?upload=../a", undefined, TUS)).status, 404);
  assertEquals((await server.ask("DELETE", "/a.part")).status, 405);
  assertEquals(temp.names(), ["a.part"]);
});

Deno.test("UploadHandler as a drop box takes everything and tells nothing", async () => {
  using temp = new TempFolder();
  temp.write("exam.txt", "secret");
  await using server = await uploading(temp, { dropBox: true, policy: "rename" });
  assertEquals((await server.ask("GET", "/exam.txt")).status, 404);
  assertEquals((await server.ask("GET", "/?json")).text.includes("exam"), false);
  assertEquals((await server.ask("GET", "/?zip")).headers.get("content-type"), "text/html; charset=utf-8");
  const put = await server.ask("PUT", "/exam.txt", "mine", { "if-match": "*" });
  assertEquals([put.status, put.headers.get("location"), put.text], [201, null, "Received, 4 bytes.\n"]);
  assertEquals(Deno.readTextFileSync(`${temp.path}/exam.txt`), "secret");
  Deno.mkdirSync(`${temp.path}/group`);
  for (const folder of ["group", "no-group", "exam.txt"]) {
    assertEquals((await server.ask("PUT", `/${folder}/a`, "x")).status, 404, folder);
    assertEquals((await server.ask("POST", `/${folder}/`, form(["a", "1"]))).status, 404, folder);
  }
});

Deno.test("UploadHandler as a drop box keeps what others have sent, whatever it is told about names", async () => {
  for (const policy of ["error", "rename", "overwrite"] as const) {
    using temp = new TempFolder();
    await using server = await uploading(temp, { dropBox: true, policy, managersReplace: true });
    assertEquals((await server.ask("PUT", "/a.txt", "1")).status, 201);
    assertEquals((await server.ask("PUT", "/a.txt", "2")).status, 201);
    assertEquals((await server.ask("POST", "/", form(["a.txt", "3"]))).status, 201);
    const metadata = `filename ${btoa("a.txt")},existing ${btoa("overwrite")}`;
    const sent = { ...TUS, "upload-length": "1", "upload-metadata": metadata };
    const begun = await server.ask("POST", "/", "4", {
      ...sent,
      "content-type": "application/offset+octet-stream",
    });
    assertEquals(begun.status, 201);
    const contents = temp.names().filter((name) => !name.startsWith(".")).map((name) =>
      Deno.readTextFileSync(`${temp.path}/${name}`)
    );
    assertEquals(contents.toSorted(), ["1", "2", "3", "4"], policy);
  }
});

Deno.test("UploadHandler says where a file or an upload is such that it is right below any prefix", async () => {
  using temp = new TempFolder();
  temp.write("é:b/x", "");
  await using server = await uploading(temp);
  const folder = "/%C3%A9%3Ab";
  const name = "a+b c.txt";
  const encoded = encodeURIComponent(name);
  for (
    const [at, below] of [["/", ""], [`${folder}/`, ""], [folder, "%C3%A9%3Ab/"], [
      `//${folder}`,
      "%C3%A9%3Ab/",
    ]] as const
  ) {
    const sent = async (method: string, path: string, body?: BodyInit, headers?: Record<string, string>) => {
      const answer = await server.ask(method, path, body, headers);
      return answer.headers.get("location") ?? answer.headers.get("content-location");
    };
    assertEquals(await sent("POST", at, form([name, ""])), `./${below}${encoded}`);
    const metadata = { ...TUS, "upload-length": "1", "upload-metadata": `filename ${btoa("tus")}` };
    const place = (await sent("POST", at, undefined, metadata))!;
    assertMatch(place, new RegExp(`^\\./${below}\\?upload=[0-9a-f]+$`));
    const { pathname, search } = new URL(place, `http://a${at}`);
    assertEquals(await sent("PATCH", pathname + search, "x", { ...PIECE, "upload-offset": "0" }), "./tus");
    const { names } = decodePath(at);
    for (const each of [name, "tus"]) Deno.removeSync([temp.path, ...names, each].join("/"));
  }
  const put = await server.ask("PUT", `${folder}/${encoded}`, "x");
  assertEquals([put.status, put.headers.get("location")], [201, `./${encoded}`]);
});

Deno.test("UploadHandler lets who may change what is there replace it by a PUT, unless the owner says no", async () => {
  const tried: [managersReplace: boolean, manages: boolean, status: number][] = [
    [true, true, 204],
    [true, false, 409],
    [false, true, 409],
  ];
  for (const [managersReplace, manages, status] of tried) {
    using temp = new TempFolder();
    temp.write("a.txt", "old");
    const rights = { read: () => true, upload: () => true, manage: () => manages };
    await using server = await uploading(temp, { managersReplace }, rights);
    assertEquals((await server.ask("PUT", "/a.txt", "new")).status, status);
    assertEquals((await server.ask("POST", "/", form(["a.txt", "form"]))).status, 409);
    assertEquals(Deno.readTextFileSync(`${temp.path}/a.txt`), status === 204 ? "new" : "old");
  }
});
