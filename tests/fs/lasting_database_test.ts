import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { databaseProblem, LastingDatabase } from "../../mod/fs/lasting_database.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { POSIX, testOn } from "../_kit/test_on.ts";

const SCHEMA = "CREATE TABLE IF NOT EXISTS words (word TEXT NOT NULL)";

async function open(path: string): Promise<LastingDatabase> {
  const file = await LastingDatabase.open(path, SCHEMA);
  file.opened();
  return file;
}

const add = (file: LastingDatabase, word: string) =>
  file.transaction(() => void file.database.prepare("INSERT INTO words VALUES (?)").run(word));

const words = (file: LastingDatabase) =>
  file.database.prepare("SELECT word FROM words").all().map(({ word }) => word);

Deno.test("a LastingDatabase writes all of a transaction or nothing, and has it after it was opened again", async () => {
  using temp = new TempFolder();
  const path = `${temp.path}/a.db`;
  {
    using file = await open(path);
    add(file, "one");
    assertThrows(
      () =>
        file.transaction(() => {
          file.database.prepare("INSERT INTO words VALUES (?)").run("two");
          throw new Error("in the middle");
        }),
      Error,
      "in the middle",
    );
    add(file, "three");
  }
  using file = await open(path);
  assertEquals(words(file), ["one", "three"]);
});

testOn(
  POSIX,
  "Windows lets nobody move an open file",
  "a LastingDatabase commits nothing while its file is away, and does when it is back",
  async () => {
    using temp = new TempFolder();
    const path = `${temp.path}/a.db`;
    using file = await open(path);
    Deno.renameSync(path, `${path}.away`);
    assertThrows(() => add(file, "lost"), Error, `${path} was removed or replaced`);
    Deno.renameSync(`${path}.away`, path);
    add(file, "kept");
    assertEquals(words(file), ["kept"]);
  },
);

Deno.test("a LastingDatabase is one program's, and says why it cannot be opened", async () => {
  using temp = new TempFolder();
  const path = `${temp.path}/a.db`;
  using _file = await open(path);
  const problem = async (where: string) => String(databaseProblem(await assertRejects(() => open(where))));
  assertEquals(await problem(path), "another program is using it");
  assertEquals(await problem(`${temp.path}/none/a.db`), "it is a folder, or its folder is missing");
  assertEquals(await problem(temp.path), "it is a folder, or its folder is missing");
});

Deno.test("a LastingDatabase that is closed takes nothing", async () => {
  using temp = new TempFolder();
  const file = await open(`${temp.path}/a.db`);
  file[Symbol.dispose]();
  assertThrows(() => add(file, "late"), Error, "it is closed");
});
