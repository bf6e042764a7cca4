import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { AdaptiveFileIo } from "../../mod/fs/adaptive_file_io.ts";
import { FolderCalls } from "../../mod/fs/folder_calls.ts";
import { type Entry, ServedFolder } from "../../mod/fs/served_folder.ts";
import { runCommand } from "../_kit/program/run.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { testOn } from "../_kit/test_on.ts";

const LINUX = ["linux"] as const;
const NEEDS = "the C library's calls are those of Linux";

/** What both ways tell of a folder; that of the system in this thread and in another. */
async function bothWays(path: string, names: readonly string[] = [], hidden = false) {
  using calls = FolderCalls.open()!;
  const byRuntime = ServedFolder.at(path, { hidden });
  const aside = ServedFolder.at(path, { calls, hidden, fileIo: new AdaptiveFileIo(Infinity) });
  const byCalls = ServedFolder.at(path, { calls, hidden });
  const seen: string[] = [];
  const sorted = (entries: Entry[]) => entries.toSorted((a, b) => a.name < b.name ? -1 : 1);
  const ours = sorted(await byCalls.list(names, (name) => void seen.push(name)));
  assertEquals(sorted(await aside.list(names)), ours);
  return { ours, theirs: sorted(await byRuntime.list(names)), seen: seen.sort() };
}

testOn(LINUX, NEEDS, "a folder is the same by the system's calls and by the runtime's", async () => {
  using temp = new TempFolder();
  const times = {
    old: "1970-01-01 00:00:01Z",
    "before 1970": "1969-12-31 12:00:00.5Z",
    far: "2400-01-01 00:00:00.123Z",
    "half a ms": "2023-11-14 22:13:20.0005Z",
  };
  for (const [name, time] of Object.entries(times)) {
    await runCommand("touch", ["-d", time, temp.write(name, name)]);
  }
  for (const name of ["été.txt", "日本", "😀", "x".repeat(255), "a\nb", ".hidden", "-", "a'b&<>\""]) {
    temp.write(name, "12");
  }
  temp.write("sub/inside/file", "x");
  temp.write("run.sh", "#!");
  Deno.chmodSync(join(temp.path, "run.sh"), 0o755);
  Deno.chmodSync(temp.write("closed", ""), 0o200);
  Deno.symlinkSync("sub", join(temp.path, "to a folder"));
  Deno.symlinkSync("old", join(temp.path, "to a file"));
  Deno.symlinkSync("/etc/passwd", join(temp.path, "out"));
  await runCommand("mkfifo", [join(temp.path, "pipe")]);
  await runCommand("bash", ["-c", "touch $'not\\xffutf8'"], { cwd: temp.path });
  for (const hidden of [false, true]) {
    const { ours, theirs, seen } = await bothWays(temp.path, [], hidden);
    assertEquals(ours, theirs);
    assert(seen.includes("not\ufffdutf8") && seen.includes(".hidden") && seen.includes("pipe"));
    assertEquals(ours.some(({ name }) => name === ".hidden"), hidden);
  }
  assertEquals((await bothWays(temp.path, ["sub"])).ours.map(({ name }) => name), ["inside"]);
  assertEquals((await bothWays(temp.path, ["sub", "inside"])).ours.length, 1);
});

testOn(LINUX, NEEDS, "a large folder is told in several readings, an empty one in none", async () => {
  using temp = new TempFolder();
  const names = Array.from({ length: 5000 }, (_, at) => `${at} ${"long ".repeat(at % 40)}`);
  for (const name of names) Deno.writeTextFileSync(join(temp.path, name), name);
  const { ours, theirs } = await bothWays(temp.path);
  assertEquals(ours.length, 5000);
  assertEquals(ours, theirs);
  using empty = new TempFolder();
  assertEquals((await bothWays(empty.path)).ours, []);
});

testOn(
  LINUX,
  NEEDS,
  "what changes while a folder is read breaks nothing, and a link that appears leads nowhere else",
  async () => {
    using temp = new TempFolder();
    using outside = new TempFolder();
    const secret = outside.write("secret", "a secret");
    for (let at = 0; at < 300; at++) temp.write(`f${at}`, "");
    using calls = FolderCalls.open()!;
    using folder = (await calls.folder(temp.path))!;
    const names = await folder.names(new AdaptiveFileIo());
    Deno.removeSync(join(temp.path, "f1"));
    Deno.removeSync(join(temp.path, "f2"));
    Deno.symlinkSync(secret, join(temp.path, "f2"));
    const look = (wanted: string) => folder.lookUp(names.find(({ name }) => name === wanted)!);
    assertEquals([look("f0")?.kind, look("f1"), look("f2")?.kind], ["file", undefined, "link"]);
    assertEquals(await folder.names(new AdaptiveFileIo()), []);
    let changed = false;
    const entries = await ServedFolder.at(temp.path, { calls }).list([], () => {
      if (changed) return;
      changed = true;
      Deno.removeSync(join(temp.path, "f3"));
      Deno.symlinkSync(secret, join(temp.path, "f3"));
    });
    assertEquals(entries.length, 297, "without f1, which has gone, and the two links out of the folder");
  },
);

testOn(LINUX, NEEDS, "a folder that cannot be opened is left to the runtime, which says why", async () => {
  using temp = new TempFolder();
  using calls = FolderCalls.open()!;
  for (const path of [join(temp.path, "none"), temp.write("file", ""), "a\0b"]) {
    assertEquals(await calls.folder(path), undefined, path);
  }
  Deno.symlinkSync(temp.path, join(temp.path, "link"));
  assertEquals(await calls.folder(join(temp.path, "link")), undefined, "a link is resolved before");
});
