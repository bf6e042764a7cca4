import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { parseFileName } from "../../mod/fs/file_name.ts";
import { RefusedFile, ServedFolder } from "../../mod/fs/served_folder.ts";
import { TempFolder } from "../_kit/temp_folder.ts";

const posix = Deno.build.os !== "windows";

function house(): TempFolder {
  const temp = new TempFolder();
  temp.write("outside.txt", "secret");
  temp.write("public/été.txt", "summer");
  temp.write("public/sub/b.txt", "deep");
  temp.write("public/.hidden/c.txt", "hidden");
  return temp;
}

async function content(folder: ServedFolder, name: string): Promise<string> {
  using served = await folder.open(name);
  const buffer = new Uint8Array(served.size);
  await served.file.read(buffer);
  return new TextDecoder().decode(buffer);
}

Deno.test("ServedFolder opens regular files below it, with Unicode names", async () => {
  using temp = house();
  const folder = ServedFolder.at(`${temp.path}/public`);
  assertEquals(await content(folder, "été.txt"), "summer");
  assertEquals(await content(folder, "sub/b.txt"), "deep");
  assertEquals(await content(folder, "./sub//b.txt"), "deep");
});

Deno.test("ServedFolder refuses every way out, and does not tell what is there", async () => {
  using temp = house();
  const folder = ServedFolder.at(`${temp.path}/public`);
  const below = "only names of files below the served folder are allowed";
  const rows: [string, string][] = [
    ["../outside.txt", below],
    ["sub/../../outside.txt", below],
    [`${temp.path}/outside.txt`, below],
    ["..\\outside.txt", below],
    ["C:outside.txt", below],
    ["sub", "that is a folder"],
    [".", "that is a folder"],
    ["", "no file name was given"],
    ["a\0b", "that is not a file name"],
    ["\uFFFD", "that is not a file name"],
    ["nothing", "no such file"],
    ["été.txt/x", "no such file"],
    ["x".repeat(300), "no such file"],
    [".hidden/c.txt", "no such file"],
  ];
  for (const [name, reason] of rows) {
    const error = await assertRejects(() => folder.open(name), RefusedFile, undefined, name);
    assertEquals(error.message, reason, name);
  }
});

Deno.test("ServedFolder opens hidden files only when told to", async () => {
  using temp = house();
  assertEquals(
    await content(ServedFolder.at(`${temp.path}/public`, { hidden: true }), ".hidden/c.txt"),
    "hidden",
  );
});

Deno.test({
  name: "ServedFolder follows links that stay inside and no others",
  ignore: !posix,
  fn: async () => {
    using temp = house();
    const at = (name: string) => `${temp.path}/public/${name}`;
    Deno.symlinkSync("sub/b.txt", at("inside"));
    Deno.symlinkSync(`${temp.path}/outside.txt`, at("out"));
    Deno.symlinkSync("..", at("up"));
    Deno.symlinkSync(".hidden/c.txt", at("peek"));
    Deno.symlinkSync("nowhere", at("dangling"));
    Deno.symlinkSync("loop", at("loop"));
    const folder = ServedFolder.at(`${temp.path}/public`);
    assertEquals(await content(folder, "inside"), "deep");
    for (const name of ["out", "up/outside.txt", "peek", "dangling", "loop"]) {
      await assertRejects(() => folder.open(name), RefusedFile, "no such file", name);
    }
  },
});

Deno.test({
  name: "ServedFolder refuses pipes and devices without opening them",
  ignore: !posix,
  fn: async () => {
    using temp = house();
    await new Deno.Command("mkfifo", { args: [`${temp.path}/public/pipe`] }).output();
    const folder = ServedFolder.at(`${temp.path}/public`);
    await assertRejects(() => folder.open("pipe"), RefusedFile, "that is not a regular file");
    await assertRejects(
      () => ServedFolder.at("/dev").open("null"),
      RefusedFile,
      "that is not a regular file",
    );
  },
});

Deno.test("ServedFolder.whenThere() refuses while the folder is away, and serves when it is back", async () => {
  using temp = house();
  await Deno.rename(`${temp.path}/public`, `${temp.path}/away`);
  const folder = ServedFolder.whenThere(`${temp.path}/public`);
  const error = await assertRejects(() => folder.open("sub/b.txt"), RefusedFile);
  assertEquals(error.message, "no such file");
  await Deno.rename(`${temp.path}/away`, `${temp.path}/public`);
  assertEquals(await content(folder, "sub/b.txt"), "deep");
});

Deno.test("ServedFolder.at() says what is wrong with the folder", () => {
  using temp = house();
  assertThrows(() => ServedFolder.at(`${temp.path}/nowhere`), Error, "there is no such folder");
  assertThrows(() => ServedFolder.at(`${temp.path}/outside.txt`), Error, "it is not a folder");
});

Deno.test("parseFileName() gives the parts of a path or the reason for a refusal", () => {
  assertEquals(parseFileName("a/./b//c", { hidden: false }), ["a", "b", "c"]);
  assertEquals(parseFileName(".git/config", { hidden: true }), [".git", "config"]);
  assertEquals(
    parseFileName("/", { hidden: true }),
    "only names of files below the served folder are allowed",
  );
});
