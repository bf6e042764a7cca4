import { assertEquals, assertRejects } from "@std/assert";
import { IncomingFile } from "../../mod/fs/incoming_file.ts";
import { TempFolder } from "../_kit/temp_folder.ts";

const hello = new TextEncoder().encode("hello");

Deno.test("IncomingFile has its name only when it is kept", async () => {
  using temp = new TempFolder();
  using file = await IncomingFile.create(`${temp.path}/a.txt`);
  await file.write(hello);
  assertEquals(temp.names().includes("a.txt"), false);
  await file.keep({ force: false });
  assertEquals(temp.names(), ["a.txt"]);
  assertEquals(Deno.readTextFileSync(`${temp.path}/a.txt`), "hello");
});

Deno.test("IncomingFile leaves nothing behind when it is not kept", async () => {
  using temp = new TempFolder();
  {
    using file = await IncomingFile.create(`${temp.path}/a.txt`);
    await file.write(hello);
  }
  assertEquals(temp.names(), []);
});

Deno.test("IncomingFile replaces a file only by force", async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "old");
  using polite = await IncomingFile.create(`${temp.path}/a.txt`);
  await polite.write(hello);
  await assertRejects(
    () => polite.keep({ force: false }),
    Error,
    "it is there already (--force replaces it)",
  );
  assertEquals([temp.names(), Deno.readTextFileSync(`${temp.path}/a.txt`)], [["a.txt"], "old"]);
  using rude = await IncomingFile.create(`${temp.path}/a.txt`);
  await rude.write(hello);
  await rude.keep({ force: true });
  assertEquals([temp.names(), Deno.readTextFileSync(`${temp.path}/a.txt`)], [["a.txt"], "hello"]);
});

Deno.test("IncomingFile says where it cannot be written", async () => {
  using temp = new TempFolder();
  const path = `${temp.path}/nowhere/a.txt`;
  await assertRejects(
    () => IncomingFile.create(path),
    Error,
    `Cannot write "${path}": there is no such folder`,
  );
});
