import { assertEquals, assertRejects } from "@std/assert";
import { takeName } from "../../mod/fs/take_name.ts";
import { TempFolder } from "../_kit/temp_folder.ts";

Deno.test("takeName() gives a file its name, and replaces nothing", async () => {
  using temp = new TempFolder();
  const [one, two] = [temp.write("one.part", "one"), temp.write("two.part", "two")];
  assertEquals(await takeName(one, `${temp.path}/file`), true);
  assertEquals(await takeName(two, `${temp.path}/file`), false);
  assertEquals(Deno.readTextFileSync(`${temp.path}/file`), "one");
  assertEquals(temp.names(), ["file", "two.part"]);
});

Deno.test("takeName() lets one of many have the name, and loses nobody's file", async () => {
  using temp = new TempFolder();
  const parts = Array.from({ length: 20 }, (_, at) => temp.write(`${at}.part`, `${at}`));
  const taken = await Promise.all(parts.map((part) => takeName(part, `${temp.path}/file`)));
  assertEquals(taken.filter(Boolean).length, 1);
  assertEquals(Deno.readTextFileSync(`${temp.path}/file`), `${taken.indexOf(true)}`);
  assertEquals(temp.names().length, 20);
});

Deno.test("takeName() leaves no empty file for one that is not there", async () => {
  using temp = new TempFolder();
  await assertRejects(() => takeName(`${temp.path}/gone.part`, `${temp.path}/file`), Deno.errors.NotFound);
  assertEquals(temp.names(), []);
});
