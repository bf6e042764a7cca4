import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { FsError } from "../../mod/fs/fs_error.ts";
import { parseRequestedName, type RefusalCode } from "../../mod/fs/served_name.ts";
import { RefusedFile, ServedFolder } from "../../mod/fs/served_folder.ts";
import { diskTest, MountedDisk } from "../_kit/mounted_disk.ts";
import { runCommand } from "../_kit/program/run.ts";
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
  const rows: [string, RefusalCode][] = [
    ["../outside.txt", "not_below"],
    ["sub/../../outside.txt", "not_below"],
    [`${temp.path}/outside.txt`, "not_below"],
    ["..\\outside.txt", "not_below"],
    ["C:outside.txt", "not_below"],
    ["sub/C:b.txt", "not_below"],
    ["sub", "is_folder"],
    ["sub/", "is_folder"],
    [".", "is_folder"],
    ["", "no_name"],
    ["a\0b", "not_a_name"],
    ["\uFFFD", "not_a_name"],
    ["nothing", "not_found"],
    ["été.txt/", "not_found"],
    ["été.txt/.", "not_found"],
    ["été.txt/x", "not_found"],
    ["x".repeat(300), "not_found"],
    [".hidden/c.txt", "not_found"],
  ];
  for (const [name, code] of rows) {
    const error = await assertRejects(() => folder.open(name), RefusedFile, undefined, name);
    assertEquals(error.code, code, name);
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
      await assertRejects(() => folder.open(name), RefusedFile, "not_found", name);
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
    await assertRejects(() => folder.open("pipe"), RefusedFile, "not_regular");
    await assertRejects(
      () => ServedFolder.at("/dev").open("null"),
      RefusedFile,
      "not_regular",
    );
  },
});

Deno.test("ServedFolder.whenThere() refuses while the folder is away, and serves when it is back", async () => {
  using temp = house();
  await Deno.rename(`${temp.path}/public`, `${temp.path}/away`);
  const folder = ServedFolder.whenThere(`${temp.path}/public`);
  const error = await assertRejects(() => folder.open("sub/b.txt"), RefusedFile);
  assertEquals(error.code, "not_found");
  await Deno.rename(`${temp.path}/away`, `${temp.path}/public`);
  assertEquals(await content(folder, "sub/b.txt"), "deep");
});

Deno.test("ServedFolder.at() says what is wrong with the folder", () => {
  using temp = house();
  assertThrows(() => ServedFolder.at(`${temp.path}/nowhere`), FsError, "there is no such folder");
  assertThrows(() => ServedFolder.at(`${temp.path}/outside.txt`), FsError, "it is not a folder");
});

Deno.test("ServedFolder never shows what is unfinished, whatever else it shows", async () => {
  using temp = house();
  temp.write("public/.netlab-1234.part", "half");
  const folder = ServedFolder.at(`${temp.path}/public`, { hidden: true });
  await assertRejects(() => folder.open(".netlab-1234.part"), RefusedFile, "not_found");
  assertEquals(folder.find([".netlab-1234.part"]), undefined);
  assertEquals((await folder.list([])).map(({ name }) => name).sort(), [".hidden", "sub", "été.txt"]);
});

Deno.test("parseRequestedName() gives the names on the way or the reason for a refusal", () => {
  assertEquals(parseRequestedName("a/./b//c"), { names: ["a", "b", "c"], folder: false });
  assertEquals(parseRequestedName(".git/config"), { names: [".git", "config"], folder: false });
  assertEquals(parseRequestedName("a/."), { names: ["a"], folder: true });
  assertEquals(parseRequestedName("./"), { names: [], folder: true });
  assertEquals(parseRequestedName("/"), "not_below");
});

Deno.test("ServedFolder finds a name in its other Unicode form, when there is exactly one", async () => {
  using temp = new TempFolder();
  const nfd = "e\u0301";
  temp.write(`é/${nfd}.txt`, "one");
  temp.write("two/é", "composed");
  temp.write(`two/${nfd}`, "decomposed");
  const folder = ServedFolder.at(temp.path);
  for (const [outer, inner] of [["é", "é"], ["é", nfd], [nfd, "é"], [nfd, nfd]]) {
    assertEquals(await content(folder, `${outer}/${inner}.txt`), "one");
    assertEquals(folder.find([outer!, `${inner}.txt`])?.kind, "file");
  }
  assertEquals(await content(folder, "two/é"), "composed");
  assertEquals(await content(folder, `two/${nfd}`), "decomposed");
  await assertRejects(() => folder.open(`${nfd}/è.txt`), RefusedFile, "not_found");
});

Deno.test("ServedFolder tells a path of Windows from a file that is not there", async () => {
  using temp = house();
  const folder = ServedFolder.at(`${temp.path}/public`);
  for (const name of ["..\\outside.txt", "C:outside.txt", "sub/D:b.txt", "\\etc"]) {
    await assertRejects(() => folder.open(name), RefusedFile, "not_below", name);
  }
  if (!posix) return;
  temp.write("public/C:outside.txt", "here");
  assertEquals(await content(folder, "C:outside.txt"), "here");
});

diskTest("ServedFolder shows nothing under the short name that a disk gives it", "ntfs", async () => {
  using temp = new TempFolder();
  await using disk = await MountedDisk.mount("ntfs", temp);
  Deno.mkdirSync(`${disk.path}/.git`);
  Deno.writeTextFileSync(`${disk.path}/.git/config`, "secret");
  Deno.writeTextFileSync(`${disk.path}/.env`, "secret");
  Deno.writeTextFileSync(`${disk.path}/MINE~1.TXT`, "mine");
  const script = `import os
os.chdir(${JSON.stringify(disk.path)})
for name, short in ((".git", b"GIT~1"), (".env", b"ENV~1")): os.setxattr(name, "system.ntfs_dos_name", short)`;
  assertEquals(await runCommand("python3", ["-c", script]), { code: 0, stdout: "", stderr: "" });
  // The disk itself knows both names.
  assertEquals(Deno.readTextFileSync(`${disk.path}/ENV~1`), "secret");
  const folder = ServedFolder.at(disk.path);
  for (const name of ["ENV~1", "env~1", "GIT~1/config", "GIT~1"]) {
    await assertRejects(() => folder.open(name), RefusedFile, "not_found", name);
    assertEquals(folder.find(name.split("/")), undefined, name);
  }
  assertEquals(await content(folder, "MINE~1.TXT"), "mine");
  assertEquals((await folder.list([])).map(({ name }) => name), ["MINE~1.TXT"]);
});

const SEEN = "ServedFolder.seenBy() has nothing but what somebody sees, whatever leads there";
Deno.test({ name: SEEN, ignore: !posix }, async () => {
  using temp = new TempFolder();
  for (const name of ["open/a.txt", "closed/b.txt", "closed/deep/c.txt", "way/there/d.txt"]) {
    temp.write(name, name);
  }
  Deno.symlinkSync(`${temp.path}/closed`, `${temp.path}/open/link`);
  Deno.symlinkSync(`${temp.path}/closed/b.txt`, `${temp.path}/open/b.txt`);
  Deno.symlinkSync(`${temp.path}/open`, `${temp.path}/closed/back`);
  const seen = ServedFolder.at(temp.path).seenBy((names, kind) =>
    names[0] !== "closed" && (kind === "folder" || names[0] !== "way" || names[1] === "there")
  );
  const rows: [names: string[], kind: string | undefined][] = [
    [[], "folder"],
    [["open"], "folder"],
    [["open", "a.txt"], "file"],
    [["closed"], undefined],
    [["closed", "b.txt"], undefined],
    [["open", "link"], undefined],
    [["open", "link", "deep", "c.txt"], undefined],
    [["open", "b.txt"], undefined],
    [["closed", "back", "a.txt"], undefined],
    [["way", "there", "d.txt"], "file"],
  ];
  for (const [names, kind] of rows) assertEquals([names, seen.find(names)?.kind], [names, kind]);
  assertEquals((await seen.list([])).map(({ name }) => name).sort(), ["open", "way"]);
  assertEquals((await seen.list(["open"])).map(({ name }) => name), ["a.txt"]);
  await assertRejects(() => seen.list(["closed"]), RefusedFile);
  await assertRejects(() => Array.fromAsync(seen.names(["open", "link"])), RefusedFile);
  await assertRejects(() => seen.open("open/b.txt"), RefusedFile);
  (await seen.open("open/a.txt"))[Symbol.dispose]();
});
