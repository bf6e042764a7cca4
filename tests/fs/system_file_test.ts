import { assertEquals, assertThrows } from "@std/assert";
import { join } from "@std/path";
import { FolderCalls } from "../../mod/fs/folder_calls.ts";
import { FileShrankError } from "../../mod/fs/send_file.ts";
import { ServedFolder } from "../../mod/fs/served_folder.ts";
import { openContent } from "../../mod/http/files/content.ts";
import { noise } from "../_kit/noise.ts";
import { runCommand } from "../_kit/program/run.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { testOn } from "../_kit/test_on.ts";

const LINUX = ["linux"] as const;
const NEEDS = "the C library's calls are those of Linux";

testOn(LINUX, NEEDS, "a file is found alike by the system's calls and by the runtime's", async () => {
  using temp = new TempFolder();
  using outside = new TempFolder();
  using calls = FolderCalls.open()!;
  temp.write("sub/inside/file", "x");
  for (const name of ["été.txt", "日本", "x".repeat(255), ".hidden", "sub/.git/config", "-"]) {
    temp.write(name, "12");
  }
  Deno.chmodSync(temp.write("run.sh", "#!"), 0o755);
  Deno.chmodSync(temp.write("closed", ""), 0o200);
  await runCommand("touch", ["-d", "1969-12-31 12:00:00.5Z", temp.write("old", "")]);
  await runCommand("mkfifo", [join(temp.path, "pipe")]);
  outside.write("secret", "a secret");
  const links = {
    to: "sub",
    out: outside.path,
    secret: join(outside.path, "secret"),
    dot: ".hidden",
    ring: "ring",
  };
  for (const [name, target] of Object.entries(links)) Deno.symlinkSync(target, join(temp.path, name));
  const asked = [
    ...[
      "",
      "été.txt",
      "e\u0301te\u0301.txt",
      "日本",
      "x".repeat(255),
      "x".repeat(256),
      ".hidden",
      "-",
      "run.sh",
      "closed",
    ],
    ...["old", "pipe", "none", "sub", "sub/inside/file", "sub/none/file", "run.sh/file", "sub/.git/config"],
    ...["to", "to/inside/file", "out/secret", "secret", "dot", "ring", "a\0b", "é".repeat(2100), "\ud800"],
    Array(1000).fill("sub").join("/"),
  ].map((path) => path.split("/").filter((name) => name !== ""));
  for (const hidden of [false, true]) {
    const [ours, theirs] = [{ hidden, calls }, { hidden }].map((options) =>
      ServedFolder.at(temp.path, options)
    );
    for (const names of asked) {
      assertEquals(ours!.find(names), theirs!.find(names), names.join("/").slice(0, 300));
    }
  }
});

testOn(LINUX, NEEDS, "a folder whose place a link takes is no way out, file by file", () => {
  using temp = new TempFolder();
  using outside = new TempFolder();
  using calls = FolderCalls.open()!;
  temp.write("above/served/sub/file", "ours");
  outside.write("served/sub/file", "not ours");
  outside.write("file", "not ours");
  const tree = ServedFolder.at(join(temp.path, "above/served"), { calls });
  const names = ["sub", "file"];
  for (const [place, target] of [["above/served/sub", outside.path], ["above", outside.path]] as const) {
    assertEquals(tree.find(names)?.size, 4);
    const found = join(temp.path, place);
    Deno.renameSync(found, `${found} before`);
    Deno.symlinkSync(target, found);
    assertEquals(tree.find(names), undefined, place);
    Deno.removeSync(found);
    Deno.renameSync(`${found} before`, found);
  }
});

testOn(LINUX, NEEDS, "a file is read alike by the system's calls and by the runtime", async () => {
  using temp = new TempFolder();
  using calls = FolderCalls.open()!;
  const path = temp.write("file", noise(10_000));
  const [ours, theirs] = [calls.openFile(path)!, Deno.openSync(path)];
  for (
    const [size, from] of [[4096, 0], [1, undefined], [0, undefined], [9000, 9000], [5, undefined], [
      5,
      20_000,
    ]]
  ) {
    if (from !== undefined) { for (const file of [ours, theirs]) file.seekSync(from, Deno.SeekMode.Start); }
    const [a, b, c] = [new Uint8Array(size!), new Uint8Array(size!), new Uint8Array(size!)];
    const length = theirs.readSync(b);
    assertEquals(ours.readSync(a), length, `${size} from ${from}`);
    ours.seekSync(-(length ?? 0), Deno.SeekMode.Current);
    assertEquals(await ours.read(c), length);
    assertEquals([a, c], [b, b]);
  }
  theirs.close();
  ours.seekSync(0, Deno.SeekMode.Start);
  const under = ours.read(new Uint8Array(10));
  ours.close();
  assertEquals(await under, 10, "a file that is closed under a read stays open for it");
  ours.close();
  assertThrows(() => ours.readSync(new Uint8Array(1)), Error, "error 5");
});

testOn(
  LINUX,
  NEEDS,
  "what is no regular file is not opened by the system's calls, and not waited for",
  async () => {
    using temp = new TempFolder();
    using calls = FolderCalls.open()!;
    Deno.symlinkSync(temp.write("file", ""), join(temp.path, "link"));
    await runCommand("mkfifo", [join(temp.path, "pipe")]);
    for (const name of ["link", "pipe", "none", "", "file/none", "fi\0le"]) {
      assertEquals(calls.openFile(join(temp.path, name)), undefined, name);
    }
    assertEquals(calls.openFile("/dev/null"), undefined);
  },
);

testOn(LINUX, NEEDS, "openContent() takes the file of a folder as it is when it is opened", () => {
  using temp = new TempFolder();
  using calls = FolderCalls.open()!;
  const tree = ServedFolder.at(temp.path, { calls });
  const path = temp.write("a.txt", "before");
  const found = tree.get(["a.txt"]);
  const when = new Date(1_000_000_000_000);
  Deno.utimeSync(temp.write("new", "after!"), when, when);
  Deno.renameSync(join(temp.path, "new"), path); // as long as the one before
  const content = openContent(found, "a.txt", { tree });
  assertEquals([content.size, content.modified], [6, when.getTime()]);
  const buffer = new Uint8Array(4);
  content.fill!({ start: 2, end: 6 }, buffer);
  assertEquals(new TextDecoder().decode(buffer), "ter!");
  Deno.truncateSync(path, 3);
  assertThrows(() => content.fill!({ start: 0, end: 6 }, new Uint8Array(6)), FileShrankError, "3 of 6 bytes");
  content.close();
  content.close();
});
