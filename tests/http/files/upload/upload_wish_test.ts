import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { createHash } from "node:crypto";
import { uploadWish } from "../../../../mod/http/files/upload/upload_wish.ts";
import { HttpError } from "../../../../mod/http/wire/http_error.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";
import { PIECE, TUS, uploading, type UploadingServer } from "../../../_kit/web/uploading.ts";

/** Upload-Metadata. */
function metadata(values: Record<string, string>): string {
  const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  return Object.entries(values).map(([key, value]) => `${key} ${base64(value)}`).join(",");
}

/** Sends a file in one request. */
function send(
  server: UploadingServer,
  content: string,
  wish: Record<string, string>,
  more: Record<string, string> = {},
) {
  return server.ask("POST", "/", content, {
    ...PIECE,
    "upload-length": String(content.length),
    "upload-metadata": metadata({ filename: wish.relativePath?.split("/").at(-1) ?? "", ...wish }),
    ...more,
  });
}

/** All files below a folder, with what is in them. */
function filesBelow(folder: string, prefix = ""): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) Object.assign(found, filesBelow(`${folder}/${name}`, `${prefix}${name}/`));
    else found[prefix + name] = Deno.readTextFileSync(`${folder}/${name}`);
  }
  return found;
}

Deno.test("what a sender wants is read from Upload-Metadata, and what cannot be is refused", () => {
  const tree = { hidden: false };
  const read = (values: Record<string, string>) => uploadWish(metadata({ filename: "a", ...values }), tree);
  const plain = { name: "a", folders: [], existing: undefined, batch: undefined };
  assertEquals(read({}), plain);
  // Uppy sends this with a file that was in no folder.
  assertEquals(read({ relativePath: "null", type: "x/y" }), plain);
  assertEquals(read({ relativePath: "é/aux/a" }).folders, ["é", "_aux"]);
  assertEquals(read({ existing: "rename", batch: "x" }), { ...plain, existing: "rename", batch: "x" });
  for (
    const [values, status] of [
      [{ relativePath: "../a" }, 400],
      [{ relativePath: "x/../../a" }, 400],
      [{ relativePath: ".git/a" }, 403],
      [{ relativePath: `${"x/".repeat(33)}a` }, 400],
      [{ existing: "destroy" }, 400],
      [{ filename: "" }, 400],
    ] as const
  ) {
    assertEquals(assertThrows(() => read(values), HttpError).status, status, JSON.stringify(values));
  }
  assertThrows(() => uploadWish("filename YQ==,relativePath ÿ", tree), HttpError, "relativePath");
});

Deno.test("files come with their folders, which are there when the first of them is complete", async () => {
  using temp = new TempFolder();
  Deno.mkdirSync(`${temp.path}/old`);
  await using server = await uploading(temp);
  const begun = await server.ask("POST", "/", undefined, {
    ...TUS,
    "upload-length": "5",
    "upload-metadata": metadata({ filename: "c.txt", relativePath: "old/new/deep/c.txt" }),
  });
  const place = begun.headers.get("location")!;
  assertMatch(place, /^\.\/old\/\?upload=/);
  assertEquals([...Deno.readDirSync(`${temp.path}/old`)].filter(({ isDirectory }) => isDirectory), []);
  const done = await server.ask("PATCH", place, "hello", { ...PIECE, "upload-offset": "0" });
  assertEquals([done.status, done.headers.get("content-location")], [204, "./new/deep/c.txt"]);
  await Promise.all([1, 2, 3, 4].map((at) => send(server, "x", { relativePath: `tree/${at % 2}/${at}` })));
  assertEquals(Object.keys(filesBelow(temp.path)).sort(), [
    ...["old/new/deep/c.txt", "tree/0/2", "tree/0/4", "tree/1/1", "tree/1/3"],
  ]);
});

Deno.test("folders in which files come lead nowhere else, and take the place of nothing", async () => {
  using temp = new TempFolder();
  using elsewhere = new TempFolder();
  temp.write("file", "x");
  if (Deno.build.os !== "windows") Deno.symlinkSync(elsewhere.path, `${temp.path}/out`);
  await using server = await uploading(temp);
  const refused = await send(server, "y", { relativePath: "file/a" });
  assertEquals([refused.status, refused.text], [409, '"file" is no folder here.\n']);
  if (Deno.build.os !== "windows") {
    assertEquals((await send(server, "y", { relativePath: "out/a" })).status, 409);
    assertEquals(elsewhere.names(), []);
  }
  assertEquals(Deno.readTextFileSync(`${temp.path}/file`), "x");
});

Deno.test("the sender says what becomes of a taken name, and replaces only where that is allowed", async () => {
  for (
    const [policy, wished, status, files] of [
      ["error", "error", 409, { a: "old" }],
      ["error", "rename", 201, { a: "old", "a (1)": "new" }],
      ["error", "overwrite", 403, { a: "old" }],
      ["rename", "error", 409, { a: "old" }],
      ["rename", "overwrite", 403, { a: "old" }],
      ["overwrite", "error", 409, { a: "old" }],
      ["overwrite", "rename", 201, { a: "old", "a (1)": "new" }],
      ["overwrite", "overwrite", 201, { a: "new" }],
    ] as const
  ) {
    using temp = new TempFolder();
    temp.write("a", "old");
    await using server = await uploading(temp, { policy });
    const answer = await send(server, "new", { filename: "a", existing: wished });
    assertEquals([answer.status, filesBelow(temp.path)], [status, files], `${policy} ${wished}`);
  }
});

Deno.test("a folder is not replaced by a file, which is said before it is sent", async () => {
  using temp = new TempFolder();
  Deno.mkdirSync(`${temp.path}/a`);
  await using server = await uploading(temp, { policy: "overwrite" });
  const answer = await send(server, "new", { filename: "a", existing: "overwrite" });
  assertEquals([answer.status, answer.text], [409, "There is a folder of this name.\n"]);
});

Deno.test("a name that is taken while the file is sent is asked about again, and the bytes are kept", async () => {
  using temp = new TempFolder();
  await using server = await uploading(temp);
  const begin = async (wish: Record<string, string>) => {
    const fields = { ...TUS, "upload-length": "5", "upload-metadata": metadata({ filename: "a", ...wish }) };
    return (await server.ask("POST", "/", undefined, fields)).headers.get("location")!;
  };
  const [asks, program] = [await begin({ existing: "error" }), await begin({})];
  temp.write("a", "other");
  const piece = { ...PIECE, "upload-offset": "0" };
  assertEquals((await server.ask("PATCH", asks, "hello", piece)).status, 409);
  assertEquals((await server.ask("PATCH", program, "hello", piece)).status, 409);
  assertEquals((await server.ask("HEAD", program, undefined, TUS)).status, 404); // it could choose nothing
  assertEquals((await server.ask("HEAD", asks, undefined, TUS)).status, 409);
  const chosen = { ...TUS, "upload-metadata": metadata({ existing: "rename" }) };
  const done = await server.ask("HEAD", asks, undefined, chosen);
  assertEquals([done.status, done.headers.get("content-location")], [200, "./a%20(1)"]);
  assertEquals(filesBelow(temp.path), { a: "other", "a (1)": "hello" });
});

Deno.test("in a drop box everybody's folder is a folder of its own, and nobody learns of another", async () => {
  using temp = new TempFolder();
  await using server = await uploading(temp, { dropBox: true, policy: "rename" });
  const answers = await Promise.all([
    ...["a", "b"].flatMap((batch) => [
      send(server, batch, { relativePath: "TP1/main.py", batch }),
      send(server, batch, { relativePath: "TP1/src/x.py", batch }),
    ]),
    send(server, "c", { filename: "main.py", existing: "error" }),
    send(server, "d", { filename: "main.py", existing: "error" }),
  ]);
  assertEquals(answers.map(({ status, headers }) => [status, headers.get("content-location")]), [
    ...Array.from({ length: 6 }, () => [201, null]),
  ]);
  const found = filesBelow(temp.path);
  assertEquals(Object.keys(found).sort(), [
    ...["TP1 (1)/main.py", "TP1 (1)/src/x.py", "TP1/main.py", "TP1/src/x.py", "main (1).py", "main.py"],
  ]);
  assertEquals(found["TP1/main.py"], found["TP1/src/x.py"]);
  assertEquals(found["TP1 (1)/main.py"], found["TP1 (1)/src/x.py"]);
});

Deno.test("a sender who wants one gets the digest of what has arrived", async () => {
  using temp = new TempFolder();
  await using server = await uploading(temp);
  const digest = createHash("sha256").update("hello").digest("base64");
  const wanting = { "want-repr-digest": "sha-512=1, sha-256=10" };
  const told = async (more: Record<string, string>) =>
    (await send(server, "hello", { filename: "a", existing: "rename" }, more)).headers.get("repr-digest");
  assertEquals(await told(wanting), `sha-256=:${digest}:`);
  // Whoever lost the last answer is told once more.
  const begun = await server.ask("POST", "/", undefined, {
    ...TUS,
    "upload-length": "5",
    "upload-metadata": metadata({ filename: "b" }),
  });
  const place = begun.headers.get("location")!;
  await server.ask("PATCH", place, "hello", { ...PIECE, ...wanting, "upload-offset": "0" });
  const again = await server.ask("HEAD", place, undefined, TUS);
  assertEquals(again.headers.get("repr-digest"), `sha-256=:${digest}:`);
  assertEquals(again.headers.get("content-location"), "./b");
  assertEquals(await told({}), null);
  assertEquals(await told({ "want-repr-digest": "sha-256=0" }), null);
});

Deno.test("a refused resumable upload is told in the reader's language", async () => {
  using temp = new TempFolder();
  temp.write("a", "old");
  await using server = await uploading(temp);
  const { text } = await send(server, "new", { filename: "a" }, { "accept-language": "fr" });
  assertEquals(text, "Il y a déjà un fichier de ce nom.\n");
});

Deno.test("files come only into folders where their sender may put them, and who may change them may replace", async () => {
  using temp = new TempFolder();
  temp.write("own/a", "old");
  const rights = {
    read: () => true,
    upload: ([first]: readonly string[]) => first !== "other",
    manage: () => true,
  };
  await using server = await uploading(temp, {}, rights);
  assertEquals((await send(server, "x", { relativePath: "other/a" })).status, 403);
  assertEquals((await send(server, "x", { relativePath: "own/new/a" })).status, 201);
  assertEquals((await send(server, "new", { relativePath: "own/a", existing: "overwrite" })).status, 201);
  assertEquals(filesBelow(temp.path), { "own/a": "new", "own/new/a": "x" });
});
