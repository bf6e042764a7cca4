/** Every exercise on another system: programs, pipes, processes and sockets as a student has them there. */
import { assertEquals } from "@std/assert";
import { catalog } from "../../mod/lab/exercises/catalog.ts";
import { notYet, runNetlab, systemTest } from "./other_system.ts";

/** Those that have been seen to play on Windows; the others take longer than wine lets them, or are not sure. */
const PLAYED = Deno.build.os === "darwin"
  ? Object.keys(catalog)
  : ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "E10", "E11"];

for (const name of Object.keys(catalog)) {
  if (!PLAYED.includes(name)) {
    notYet(`lab run ${name}`, "it has not been seen to play there yet");
    continue;
  }
  systemTest(`lab run ${name}`, async () => {
    const { code, stdout, stderr } = await runNetlab(["lab", "run", name]);
    assertEquals(code, 0, `${stdout}\n${stderr}`);
    // What the system does not have is left out, which the exercise says.
    const [left] = /^All that this system can show.*$/m.exec(stdout) ?? [];
    if (left !== undefined) console.log(`skipped: ${name}: ${left}`);
  });
}
