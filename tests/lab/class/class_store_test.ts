import { assert, assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { createHash } from "node:crypto";
import { join } from "@std/path";
import { openClass } from "../../../mod/lab/class/open_class.ts";
import { readClassReport } from "../../../mod/lab/class/record/read_report.ts";
import { type Claimed, ClassStore } from "../../../mod/lab/class/store/class_store.ts";
import { HandInFolder } from "../../../mod/lab/class/store/hand_in_folder.ts";
import {
  KEPT_RECORDINGS,
  KEPT_REPORTS,
  MOST_HAND_INS,
  MOST_STUDENTS,
  type Student,
} from "../../../mod/lab/class/store/student.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { POSIX, testOn } from "../../_kit/test_on.ts";
import { reportOf } from "./class_report.ts";

async function student(store: ClassStore, name: string, hash = name): Promise<Student> {
  const claimed = await store.claim(name, hash, 1);
  assert(typeof claimed !== "string", String(claimed));
  return claimed.student;
}

function file(text: string, late = false) {
  return { file: "server.py", at: 2, late, sha256: sum(text), bytes: new TextEncoder().encode(text) };
}

function sum(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

Deno.test("a name belongs to the key that claimed it, and a key has one name", async () => {
  using temp = new TempFolder();
  using store = await ClassStore.open(temp.path);
  const ginette = await student(store, "Ginette");
  assertEquals(await store.claim("GINETTE", "other", 1), "taken");
  assertEquals(await store.claim("Roger", "Ginette", 1), "other");
  assertEquals(await student(store, "ginette", "Ginette"), ginette);
  const claims = await Promise.all(["a", "b", "c"].map((hash) => store.claim("Anna", hash, 1)));
  assertEquals(claims.filter((each) => each === "taken").length, 2);
  await store.release(ginette);
  assertEquals(store.byKey("Ginette"), undefined);
  assertEquals(await student(store, "Ginette", "new"), ginette);
  assertEquals(store.byKey("new"), ginette);
});

Deno.test("everything is there again when a class is opened anew, with what its files were", async () => {
  using temp = new TempFolder();
  {
    using store = await ClassStore.open(temp.path);
    const ginette = await student(store, "Ginette");
    await store.addReport(ginette, readClassReport(reportOf(3, "late"), 7));
    const folder = new HandInFolder(temp.path);
    for (const text of ["one", "two"]) {
      const handIn = await store.addHandIn(ginette, file(text, text === "two"));
      assertInstanceOf(handIn, Object);
      await folder.put(ginette, "server.py", new TextEncoder().encode(text));
    }
    await store.setFact("title", "Sockets");
  }
  const copy = join(temp.path, "hand-ins", "Ginette", "server.py");
  assertEquals(await Deno.readTextFile(copy), "two");
  await Deno.writeTextFile(copy, "owt");
  using store = await ClassStore.open(temp.path);
  const [ginette] = store.students.values();
  assertEquals(ginette!.progress.get("echo")?.stage, 3);
  assertEquals(ginette!.reports.map(({ at, passed, total }) => [at, passed, total]), [[7, 3, 4]]);
  assertEquals(ginette!.handIns.map(({ version, late, sha256 }) => [version, late, sha256]), [
    [1, false, sum("one")],
    [2, true, sum("two")],
  ]);
  assertEquals(new TextDecoder().decode(store.handIn(ginette!.handIns[0]!.id)!.bytes), "one");
  assertEquals([store.fact("title"), store.byName("ginette"), store.byKey("Ginette")], [
    "Sockets",
    ginette,
    ginette,
  ]);
  await new HandInFolder(temp.path).restore(store);
  assertEquals(await Deno.readTextFile(copy), "two");
});

Deno.test("a class is bounded: names, hand-ins of a student, reports of an exercise", async () => {
  using temp = new TempFolder();
  using store = await ClassStore.open(temp.path);
  const names = Array.from({ length: MOST_STUDENTS + 1 }, (_, at) => `student ${at}`);
  const claims = await Promise.all(names.map((name) => store.claim(name, name, 1)));
  assertEquals(claims.filter((each) => each === "full").length, 1);
  const one = (claims[0] as Claimed).student;
  const handIns = await Promise.all(
    Array.from({ length: MOST_HAND_INS + 1 }, () => store.addHandIn(one, file("x"))),
  );
  assertEquals(handIns.filter((each) => each === "full").length, 1);
  assertEquals(one.handIns.map(({ version }) => version), one.handIns.map((_, at) => at + 1));
  for (let at = 0; at <= KEPT_REPORTS; at++) {
    await store.addReport(one, readClassReport(reportOf(at, "x"), at));
  }
  assertEquals(one.reports.map(({ at }) => at), Array.from({ length: KEPT_REPORTS }, (_, at) => at + 1));
  assertEquals(store.report(1), undefined);
  assertEquals([one.progress.get("echo")?.attempts, one.progress.get("echo")?.best], [
    KEPT_REPORTS + 1,
    KEPT_REPORTS,
  ]);
});

Deno.test("the recordings of the last reports are kept, and are there again when the class is opened anew", async () => {
  using temp = new TempFolder();
  const bytes = new Uint8Array([1, 2, 3]);
  const kept = (of: Student) =>
    of.reports.filter(({ recordings }) => recordings.length > 0).map(({ at }) => at);
  const last = Array.from({ length: KEPT_RECORDINGS }, (_, at) => at + 3);
  {
    using store = await ClassStore.open(temp.path);
    const ginette = await student(store, "Ginette");
    for (let at = 0; at < KEPT_RECORDINGS + 3; at++) {
      await store.addReport(ginette, readClassReport(reportOf(3, "late"), at), [{
        rule: "echo.broken_0",
        bytes,
      }]);
    }
    assertEquals(kept(ginette), last);
    assertEquals(store.recording(1, "echo.broken_0"), undefined);
    assertEquals(store.recording(KEPT_RECORDINGS + 3, "echo.other"), undefined);
  }
  using store = await ClassStore.open(temp.path);
  const ginette = store.byName("Ginette")!;
  assertEquals(kept(ginette), last);
  const found = store.recording(KEPT_RECORDINGS + 3, "echo.broken_0")!;
  assertEquals([found.student, [...found.bytes]], [ginette, [1, 2, 3]]);
});

Deno.test("a class that another program has open is not opened a second time", async () => {
  using temp = new TempFolder();
  using _store = await ClassStore.open(temp.path);
  await assertRejects(() => ClassStore.open(temp.path), Error, "another program is using it");
});

testOn(
  ["linux"],
  "the modes of files are those of Linux",
  "nobody else of the machine may read a class",
  async () => {
    using temp = new TempFolder();
    using store = await ClassStore.open(temp.path);
    await student(store, "Ginette");
    await new HandInFolder(temp.path).put({ name: "Ginette" }, "a.py", new Uint8Array(1));
    const modes = ["class.db", "class.db-wal", "hand-ins/Ginette/a.py", "hand-ins/Ginette", "hand-ins"].map((
      path,
    ) => (Deno.statSync(join(temp.path, path)).mode ?? 0) & 0o077);
    assertEquals(modes, modes.map(() => 0));
  },
);

Deno.test("a class whose folder is a file is refused in a sentence", async () => {
  using temp = new TempFolder();
  const options = { dir: temp.write("file", "x"), settings: { maxSize: 1 }, newKey: false, tell: () => {} };
  await assertRejects(() => openClass(options), Error, "it is no folder");
});

testOn(
  POSIX,
  "Windows lets nobody move an open file",
  "a class whose file was taken away tells nobody that something was kept, until it is back",
  async () => {
    using temp = new TempFolder();
    using store = await ClassStore.open(temp.path);
    await store.claim("Ginette", "key one", 1);
    Deno.renameSync(`${temp.path}/class.db`, `${temp.path}/away`);
    await assertRejects(() => store.claim("Roger", "key two", 2), Error, "was removed or replaced");
    assertEquals(store.byName("Roger"), undefined);
    Deno.renameSync(`${temp.path}/away`, `${temp.path}/class.db`);
    await store.claim("Roger", "key two", 3);
    assertEquals(store.byName("Roger")?.since, 3);
  },
);
