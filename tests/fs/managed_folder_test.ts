import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { type ChangeRefusal, ManagedFolder, RefusedChange, TRASH } from "../../mod/fs/managed_folder.ts";
import { ServedFolder } from "../../mod/fs/served_folder.ts";
import { diskTest, MountedDisk } from "../_kit/mounted_disk.ts";
import { runCommand } from "../_kit/program/run.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { POSIX, testOn } from "../_kit/test_on.ts";

function managed(temp: TempFolder, hidden = false): ManagedFolder {
  return new ManagedFolder(ServedFolder.at(temp.path, { hidden }));
}

function path(text: string): string[] {
  return text.split("/").filter((name) => name !== "");
}

/** Everything below the folder but the trash: `a/`, `a/b.txt=content`. */
function tree(temp: TempFolder, below = ""): string[] {
  return [...Deno.readDirSync(join(temp.path, below))].filter(({ name }) => name !== TRASH).flatMap(
    (entry) => {
      const name = below + entry.name;
      if (entry.isDirectory) return [`${name}/`, ...tree(temp, `${name}/`)];
      return [entry.isSymlink ? `${name}@` : `${name}=${Deno.readTextFileSync(join(temp.path, name))}`];
    },
  ).sort();
}

type Row = [ChangeRefusal, () => Promise<unknown>];

async function refusal(change: Promise<unknown>): Promise<ChangeRefusal> {
  return (await assertRejects(() => change, RefusedChange)).code;
}

Deno.test("ManagedFolder makes, renames and moves files and folders", async () => {
  using temp = new TempFolder();
  temp.write("a/x.txt", "x");
  const folder = managed(temp);
  await folder.makeFolder(["b"]);
  await folder.move(path("a/x.txt"), path("a/y.txt"), false);
  await folder.move(path("a"), path("b/a"), false);
  assertEquals(tree(temp), ["b/", "b/a/", "b/a/y.txt=x"]);
  await folder.move(path("b/a/y.txt"), path("y.txt"), false);
  assertEquals(tree(temp), ["b/", "b/a/", "y.txt=x"]);
});

Deno.test("ManagedFolder keeps what is deleted or replaced, and brings it back as a whole", async () => {
  using temp = new TempFolder();
  temp.write("a/b/one.txt", "1");
  temp.write("new.txt", "new");
  const folder = managed(temp);
  const id = await folder.trash(path("a/b"));
  assertEquals(tree(temp), ["a/", "new.txt=new"]);
  assertMatch(id, /^\d{8}T\d{6}-[0-9a-f]{8}-2$/);
  assertEquals(Deno.readTextFileSync(join(temp.path, TRASH, id, "a/b/one.txt")), "1");
  assertEquals(await folder.restore(id), path("a/b"));
  assertEquals([...Deno.readDirSync(join(temp.path, TRASH))], []);
  const { replaced } = await folder.move(path("new.txt"), path("a/b/one.txt"), true);
  assertEquals(tree(temp), ["a/", "a/b/", "a/b/one.txt=new"]);
  assertEquals(await refusal(folder.restore(replaced!)), "exists");
  await folder.move(path("a/b/one.txt"), path("two.txt"), false);
  await folder.restore(replaced!);
  assertEquals(tree(temp), ["a/", "a/b/", "a/b/one.txt=1", "two.txt=new"]);
});

Deno.test("ManagedFolder refuses what could lose something, lead out, or mean something else", async () => {
  using temp = new TempFolder();
  temp.write("a/b/one.txt", "1");
  temp.write("c.txt", "c");
  temp.write(".hidden/x", "");
  const folder = managed(temp);
  const id = await folder.trash(["c.txt"]);
  await folder.restore(id);
  const before = tree(temp);
  const rows: Row[] = [
    ["not_found", () => folder.trash(["nothing"])],
    ["not_found", () => folder.trash([".hidden"])],
    ["not_found", () => folder.trash([TRASH])],
    ["not_found", () => folder.move([TRASH], ["t"], true)],
    ["root", () => folder.trash([])],
    ["root", () => folder.move([], ["x"], true)],
    ["root", () => folder.move(["a"], [], true)],
    ["exists", () => folder.makeFolder(["a"])],
    ["no_folder", () => folder.makeFolder(path("no/such"))],
    ["no_folder", () => folder.makeFolder(path("c.txt/x"))],
    ["no_folder", () => folder.move(["c.txt"], path("no/c.txt"), true)],
    ["exists", () => folder.move(["c.txt"], ["a"], false)],
    ["into_itself", () => folder.move(["a"], path("a/b/a"), true)],
    ["into_itself", () => folder.move(path("a/b"), ["a"], true)],
    ["into_itself", () => folder.move(["a"], ["a"], true)],
    ["hidden_name", () => folder.move(["c.txt"], [".c"], true)],
    ["hidden_name", () => folder.move(["c.txt"], [TRASH], true)],
    ["hidden_name", () => folder.makeFolder([".netlab-x"])],
    ...["con", "a:b", "a\\b", "nul.txt", "a ", "a.", "a|b", "a\tb"].map((
      name,
    ): Row => ["odd_name", () => folder.move(["c.txt"], [name], true)]),
    ...["", "x", "../a", `${id}/..`, id.replace(/1$/, "0"), id].map((
      each,
    ): Row => ["not_found", () => folder.restore(each)]),
  ];
  for (const [at, [code, change]] of rows.entries()) assertEquals(await refusal(change()), code, `row ${at}`);
  assertEquals(tree(temp), before);
});

Deno.test("ManagedFolder shows even with --hidden no trash", async () => {
  using temp = new TempFolder();
  temp.write(".env", "e");
  const folder = managed(temp, true);
  await folder.trash([".env"]);
  assertEquals(folder.tree.find([TRASH]), undefined);
  assertEquals(await refusal(folder.trash([TRASH])), "not_found");
  await folder.makeFolder([".x"]);
  assertEquals(tree(temp), [".x/"]);
});

testOn(
  POSIX,
  "links need a right there",
  "ManagedFolder does not follow a link that is changed",
  async () => {
    using temp = new TempFolder();
    using outside = new TempFolder();
    outside.write("secret", "s");
    temp.write("a/x.txt", "x");
    Deno.symlinkSync("a", join(temp.path, "inside"));
    Deno.symlinkSync(outside.path, join(temp.path, "out"));
    Deno.symlinkSync("nothing", join(temp.path, "dangling"));
    const folder = managed(temp);
    const rows: Row[] = [
      ["not_found", () => folder.trash(["out"])],
      ["not_found", () => folder.trash(["out", "secret"])],
      ["not_found", () => folder.move(["dangling"], ["d"], true)],
      ["no_folder", () => folder.makeFolder(["out", "new"])],
      ["exists", () => folder.move(["a"], ["dangling"], true)],
      ["exists", () => folder.makeFolder(["out"])],
      ["into_itself", () => folder.move(["a"], ["inside", "a"], true)],
    ];
    for (const [at, [code, change]] of rows.entries()) {
      assertEquals(await refusal(change()), code, `row ${at}`);
    }
    await folder.makeFolder(["inside", "new"]);
    await folder.trash(["inside"]);
    assertEquals(tree(temp), ["a/", "a/new/", "a/x.txt=x", "dangling@", "out@"]);
    assertEquals(outside.names(), ["secret"]);
  },
);

testOn(
  POSIX,
  "links need a right there",
  "ManagedFolder deletes nothing into a trash that is a link",
  async () => {
    using temp = new TempFolder();
    using outside = new TempFolder();
    temp.write("a.txt", "a");
    Deno.symlinkSync(outside.path, join(temp.path, TRASH));
    assertEquals(await refusal(managed(temp).trash(["a.txt"])), "no_trash");
    assertEquals([tree(temp), outside.names()], [["a.txt=a"], []]);
  },
);

Deno.test("ManagedFolder makes one change after the other, so that nothing is replaced by chance", async () => {
  using temp = new TempFolder();
  for (let at = 0; at < 20; at++) temp.write(`f${at}`, String(at));
  const folder = managed(temp);
  const moved = await Promise.allSettled(
    Array.from({ length: 20 }, (_, at) => folder.move([`f${at}`], ["one"], false)),
  );
  assertEquals(moved.filter(({ status }) => status === "fulfilled").length, 1);
  assertEquals(tree(temp).length, 20);
});

/** A disk of its own in the folder, in memory; to mount it takes root. */
async function withDiskIn(temp: TempFolder, use: (disk: string) => Promise<void>): Promise<boolean> {
  const disk = join(temp.path, "disk");
  Deno.mkdirSync(disk);
  const mount = async (...args: string[]) => (await runCommand("mount", args)).code === 0;
  if (Deno.uid() !== 0 || !await mount("-t", "tmpfs", "tmpfs", disk)) return false;
  try {
    await use(disk);
  } finally {
    await runCommand("umount", [disk]);
  }
  return true;
}

testOn(
  ["linux"],
  "disks are mounted in other ways there",
  "ManagedFolder moves nothing to another disk",
  async () => {
    using temp = new TempFolder();
    temp.write("a.txt", "a");
    temp.write("d/b.txt", "b");
    const folder = managed(temp);
    const tried = await withDiskIn(temp, async (disk) => {
      Deno.writeTextFileSync(join(disk, "c.txt"), "c");
      const rows: Row[] = [
        ["other_disk", () => folder.move(["a.txt"], ["disk", "a.txt"], false)],
        ["other_disk", () => folder.move(["d"], ["disk", "d"], false)],
        ["other_disk", () => folder.move(["a.txt"], ["disk", "c.txt"], true)],
        ["other_disk", () => folder.trash(["disk", "c.txt"])],
      ];
      for (const [at, [code, change]] of rows.entries()) {
        assertEquals(await refusal(change()), code, `row ${at}`);
      }
      await folder.move(["disk", "c.txt"], ["disk", "e.txt"], false);
      assertEquals(tree(temp), ["a.txt=a", "d/", "d/b.txt=b", "disk/", "disk/e.txt=c"]);
    });
    if (!tried) console.log("not tried: nothing can be mounted here");
  },
);

diskTest("ManagedFolder changes the case of a name where that is no other name", "exfat", async () => {
  using temp = new TempFolder();
  await using disk = await MountedDisk.mount("exfat", temp);
  const folder = new ManagedFolder(ServedFolder.at(disk.path));
  Deno.mkdirSync(join(disk.path, "d"));
  Deno.writeTextFileSync(join(disk.path, "a.txt"), "a");
  const names = () => [...Deno.readDirSync(disk.path)].map(({ name }) => name).sort();
  await folder.move(["a.txt"], ["A.txt"], false);
  await folder.move(["d"], ["D"], false);
  assertEquals(names(), ["A.txt", "D"]);
  assertEquals(await refusal(folder.makeFolder(["a.TXT"])), "exists");
  const id = await folder.trash(["a.txt"]);
  assertEquals(await folder.restore(id), ["a.txt"]);
  assertEquals(Deno.readTextFileSync(join(disk.path, "A.txt")), "a");
});

testOn(
  POSIX,
  "links need a right there",
  "ManagedFolder moves a link such that it leads to where it led",
  async () => {
    using temp = new TempFolder();
    temp.write("a/x.txt", "x");
    temp.write("deep/er/y.txt", "y");
    const link = (text: string, at: string) => Deno.symlinkSync(text, join(temp.path, at));
    link("x.txt", "a/beside");
    link("../deep/er", "a/folder");
    link(join(temp.path, "a/x.txt"), "a/absolute");
    link("deep/er", "way");
    link("../way/../er/y.txt", "a/round"); // by the link, this is in deep/, and not where it looks
    const folder = managed(temp);
    await folder.makeFolder(["b"]);
    const read = (at: string) => Deno.readTextFileSync(join(temp.path, at));
    for (const name of ["beside", "folder", "absolute", "round"]) {
      const inside = name === "folder" ? "/y.txt" : "";
      const before = read(`a/${name}${inside}`);
      await folder.move(["a", name], ["b", name], false);
      assertEquals(read(`b/${name}${inside}`), before, name);
      assertEquals(Deno.lstatSync(join(temp.path, "b", name)).isSymlink, true);
      const id = await folder.trash(["b", name]);
      await folder.restore(id);
      assertEquals(read(`b/${name}${inside}`), before, `${name}, brought back`);
      await folder.move(["b", name], ["a", name], false);
      assertEquals(read(`a/${name}${inside}`), before, `${name}, there again`);
    }
    assertEquals(Deno.readLinkSync(join(temp.path, "a/beside")), "x.txt");
    link("x.txt", "a/other");
    temp.write("b/other", "not a link");
    await folder.move(path("a/other"), path("b/other"), true);
    assertEquals(read("b/other"), "x");
  },
);
