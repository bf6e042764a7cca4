/**
 * `deno task bench`: every suite, one after another, with the same flags.
 *
 * @module
 */
import { join } from "@std/path";
import { root } from "./_kit/root.ts";

const suites = [...Deno.readDirSync(join(root, "bench"))].map((entry) => entry.name)
  .filter((name) => name.endsWith(".ts") && name !== "bench.ts").toSorted();

let failed = 0;
for (const name of suites) {
  console.log(`\n== ${name.replace(/\.ts$/, "")}\n`);
  const args = ["run", "-A", "--lock=dev.lock", join(root, "bench", name), ...Deno.args];
  const { success } = await new Deno.Command(Deno.execPath(), { args, cwd: root }).spawn().status;
  if (!success) failed++;
}
Deno.exitCode = failed === 0 ? 0 : 1;
