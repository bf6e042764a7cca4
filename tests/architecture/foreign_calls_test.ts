import { assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { sourceFiles } from "../_kit/texts/message_ids.ts";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

Deno.test("the C library is opened in one place, and for the process itself below it", async () => {
  const opening: string[] = [];
  for await (const file of sourceFiles()) {
    if ((await Deno.readTextFile(join(ROOT, file))).includes("Deno.dlopen(")) opening.push(file);
  }
  assertEquals(opening.sort(), [
    "mod/net/libc.ts",
    // These two must not wait for anything else to be loaded, and ask for one call each.
    "mod/process/close_debugger.ts",
    "mod/process/die_with_parent.ts",
  ]);
});
