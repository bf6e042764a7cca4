import { assert, assertEquals } from "@std/assert";
import { Terminals } from "../../../mod/process/tty/terminals.ts";
import { rawTerminal, receive } from "./raw_terminal.ts";

/** Waits for 200 terminals at once, and counts the threads and the descriptors of this program. */

const count = (what: string) => [...Deno.readDirSync(`/proc/self/${what}`)].length;

const before = count("fd");
{
  await using terminals = Terminals.use()!;
  const all = Array.from({ length: 200 }, () => rawTerminal(terminals));
  const threads = count("task");
  const reads = all.map(({ master }) => receive(master, 5));
  await all[0]!.slave.write(new TextEncoder().encode("first"));
  await reads[0];
  assert(count("task") < threads + 20, "a thread for each");
  for (const { slave } of all.slice(1)) await slave.write(new TextEncoder().encode("later"));
  console.log(`${(await Promise.all(reads)).length} terminals have answered`);
  for (const { master, slave } of all) [master, slave].forEach((each) => each.close());
}
assertEquals(count("fd"), before);
