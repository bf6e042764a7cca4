import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { checkWritable, replaceText, writeText } from "../../mod/fs/write_text.ts";
import { runCommand } from "../_kit/program/run.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { canMake, contents, type FileTarget, makeTarget, TARGETS } from "./targets.ts";

const WINDOWS = Deno.build.os === "windows";

/** What is there after writeText(), besides what was there before; a text is the error. */
const AFTER: Readonly<Record<FileTarget, Record<string, string> | string>> = {
  "nothing": { target: '"new"' },
  "a file": { target: '"new"' },
  "an empty file": { target: '"new"' },
  "a folder": "there is a folder of this name",
  "a link to a file": { elsewhere: '"new"' },
  "a link to nothing": { elsewhere: '"new"' },
  "a link to a folder": "there is a folder of this name",
  "a FIFO": {},
};

for (const target of TARGETS) {
  Deno.test({
    name: `writeText(), where there is ${target}`,
    ignore: !canMake(target),
    async fn() {
      using temp = new TempFolder();
      const path = await makeTarget(temp, target);
      const before = contents(temp);
      if (typeof AFTER[target] === "string") assertThrows(() => checkWritable(path), Error, "Is a directory");
      else checkWritable(path);
      assertEquals(contents(temp), before, "asking must change nothing");
      const reader = target === "a FIFO" ? runCommand("cat", [path]) : undefined;
      const error = await writeText(path, "new").catch((error) => error.message);
      const wanted = AFTER[target];
      if (typeof wanted === "string") assertEquals(error, `Cannot write "${path}": ${wanted}`);
      else assertEquals(error, undefined);
      assertEquals(contents(temp), typeof wanted === "string" ? before : { ...before, ...wanted });
      if (reader !== undefined) assertEquals((await reader).stdout, "new");
    },
  });

  Deno.test({
    name: `replaceText() follows no link, where there is ${target}`,
    ignore: !canMake(target),
    async fn() {
      using temp = new TempFolder();
      const path = await makeTarget(temp, target);
      const before = contents(temp);
      if (target === "a folder") assertThrows(() => replaceText(path, "new"), Deno.errors.IsADirectory);
      else replaceText(path, "new");
      assertEquals(contents(temp), target === "a folder" ? before : { ...before, target: '"new"' });
    },
  });
}

Deno.test({
  name: "writeText() keeps the permissions, the owner and the other names of a file",
  ignore: WINDOWS,
  async fn() {
    using temp = new TempFolder();
    const path = temp.write("a.svg", "old");
    Deno.chmodSync(path, 0o640);
    await writeText(path, "new");
    assertEquals(Deno.statSync(path).mode! & 0o777, 0o640);
    Deno.linkSync(path, `${path}.other`);
    await writeText(path, "newer");
    assertEquals(contents(temp), { "a.svg": '"newer"', "a.svg.other": '"newer"' });
    Deno.removeSync(`${path}.other`);
    try {
      Deno.chownSync(path, 65_534, 65_534);
    } catch {
      return; // only the administrator gives files away
    }
    await writeText(path, "newest");
    assertEquals([Deno.statSync(path).uid, contents(temp)], [65_534, { "a.svg": '"newest"' }]);
  },
});

Deno.test({
  name: "writeText() writes to devices, and says when one takes nothing",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await writeText("/dev/null", "new");
    await assertRejects(
      () => writeText("/dev/full", "new"),
      Error,
      'Cannot write "/dev/full": the disk is full',
    );
  },
});

const WRITER = fromFileUrl(new URL("./text_writer.ts", import.meta.url));

Deno.test({
  name: "writeText() writes to standard output, whatever that is and however it is named",
  ignore: WINDOWS,
  async fn() {
    using temp = new TempFolder();
    Deno.symlinkSync("/dev/stdout", `${temp.path}/link`);
    for (const path of ["/dev/stdout", "/dev/fd/1", `${temp.path}/link`]) {
      const command = [Deno.execPath(), "run", "-A", "--no-check", WRITER, path, "once"];
      assertEquals((await runCommand(command[0]!, command.slice(1))).stdout, "a".repeat(SIZE));
      const file = temp.write("out", "");
      const shell = `echo before >> ${file}; ${command.join(" ")} >> ${file}; echo after >> ${file}`;
      assertEquals((await runCommand("sh", ["-c", shell])).code, 0);
      // The shell's own file, not another one that has taken its name
      assert(Deno.readTextFileSync(file) === `before\n${"a".repeat(SIZE)}after\n`, path);
    }
  },
});

Deno.test("a program that is killed while it writes leaves one whole text or the other", async () => {
  using temp = new TempFolder();
  const path = join(temp.path, "report.json");
  const seen = new Set<string>();
  for (let round = 0; round < 4; round++) {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", WRITER, path, "forever"],
      stdout: "piped",
      stdin: "null",
    }).spawn();
    const ready = child.stdout.getReader();
    await ready.read();
    // Every reader sees a whole text, too
    for (let reads = 0; reads < 20 + round; reads++) seen.add(whole(await Deno.readTextFile(path)));
    child.kill("SIGKILL");
    await ready.cancel();
    await child.status;
    seen.add(whole(Deno.readTextFileSync(path)));
  }
  assertEquals(seen.size > 0 && [...seen].every((each) => /^[abc]$/.test(each)), true, `${[...seen]}`);
});

/** Its letter, or how it is broken. */
function whole(text: string): string {
  return text.length === SIZE && text === text[0]!.repeat(SIZE) ? text[0]! : `${text.length} characters`;
}

/** As in `text_writer.ts`. */
const SIZE = 4_000_000;

Deno.test({
  name: "writeText() replaces nothing that may not be written, and makes no folder writable",
  ignore: WINDOWS || Deno.uid() === 0,
  async fn() {
    using temp = new TempFolder();
    const path = temp.write("folder/a.svg", "old");
    Deno.chmodSync(path, 0o444);
    await assertRejects(() => writeText(path, "new"), Error, "permission denied");
    assertEquals(Deno.readTextFileSync(path), "old");
    Deno.chmodSync(path, 0o644);
    Deno.chmodSync(`${temp.path}/folder`, 0o555);
    await writeText(path, "new"); // in place, as there is no other way
    assertEquals(Deno.readTextFileSync(path), "new");
    await assertRejects(() => writeText(`${path}.other`, "new"), Error, "permission denied");
    Deno.chmodSync(`${temp.path}/folder`, 0o755);
  },
});

/** Runs a test with a small disk of its own, if the user may mount one. */
async function withDisk(test: (disk: string) => Promise<void>): Promise<void> {
  using temp = new TempFolder();
  const mounted = WINDOWS ||
    (await runCommand("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", temp.path])).code === 0;
  if (WINDOWS || !mounted) return; // only the administrator may
  try {
    await test(temp.path);
  } finally {
    await runCommand("umount", [temp.path]);
  }
}

Deno.test("a full disk leaves the file that was there, and nothing else", () =>
  withDisk(async (disk) => {
    const path = `${disk}/a.svg`;
    await assertRejects(() => writeText(path, "x".repeat(2_000_000)), Error, "the disk is full");
    assertEquals([...Deno.readDirSync(disk)], []);
    await writeText(path, "old");
    await assertRejects(() => writeText(path, "x".repeat(2_000_000)), Error, "the disk is full");
    assertThrows(() => replaceText(path, "x".repeat(2_000_000)));
    assertEquals([...Deno.readDirSync(disk)].map(({ name }) => name), ["a.svg"]);
    assertEquals(Deno.readTextFileSync(path), "old");
  }));

Deno.test("a file that is mounted by itself is written in place, one on a read-only disk is not", () =>
  withDisk(async (disk) => {
    using temp = new TempFolder();
    const path = `${disk}/a.svg`;
    Deno.writeTextFileSync(path, "old");
    const outside = temp.write("outside", "mounted");
    assertEquals((await runCommand("mount", ["--bind", outside, path])).code, 0);
    await writeText(path, "new");
    assertEquals([...Deno.readDirSync(disk)].map(({ name }) => name), ["a.svg"]);
    assertEquals([Deno.readTextFileSync(path), Deno.readTextFileSync(outside)], ["new", "new"]);
    await runCommand("umount", [path]);
    assertEquals(Deno.readTextFileSync(path), "old");
    await runCommand("mount", ["-o", "remount,ro", disk]);
    await assertRejects(() => writeText(path, "new"), Error, "Read-only file system");
    assertThrows(() => checkWritable(`${disk}/other`), Error, "Read-only file system");
  }));

Deno.test({
  name: "Windows: a file that another program holds for a moment is waited for, for long is a sentence",
  ignore: !WINDOWS,
  async fn() {
    using temp = new TempFolder();
    const path = temp.write("report.json", "old");
    const held = hold(path);
    await assertRejects(
      () => writeText(path, "new"),
      Error,
      `Cannot write "${path}": another program holds it; close it there and try again`,
    );
    assertEquals(contents(temp), { "report.json": '"old"' });
    held[Symbol.dispose]();
    await writeText(path, "new");
    assertEquals(contents(temp), { "report.json": '"new"' });
  },
});

/** Opens a file as most programs of Windows do: nobody else may replace it. */
function hold(path: string): Disposable {
  const kernel = Deno.dlopen("kernel32.dll", {
    CreateFileW: {
      parameters: ["buffer", "u32", "u32", "pointer", "u32", "u32", "pointer"],
      result: "pointer",
    },
    CloseHandle: { parameters: ["pointer"], result: "i32" },
  });
  const name = new Uint16Array([...`${path}\0`].map((character) => character.charCodeAt(0)));
  const handle = kernel.symbols.CreateFileW(name.buffer, GENERIC_READ, SHARE, null, OPEN_EXISTING, 0, null);
  return {
    [Symbol.dispose]() {
      kernel.symbols.CloseHandle(handle);
      kernel.close();
    },
  };
}

const GENERIC_READ = 0x80000000;
/** Others may read and write, but not delete or replace. */
const SHARE = 3;
const OPEN_EXISTING = 3;
