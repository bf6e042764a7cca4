/** Every exercise on another system: programs, pipes, processes and sockets as a student has them there. */
import { assertEquals } from "@std/assert";
import { catalog } from "../../mod/lab/exercises/catalog.ts";
import { EVERYTHING, runNetlab, skippedTest, systemTest } from "./other_system.ts";

/** One after the other, in children, in workers, in turns, a talk, a room, over UDP, in between, at the end. */
const SOME = ["E1", "E2", "E5", "E14", "E16", "E20", "E22", "E24", "E26"];

for (const name of Object.keys(catalog)) {
  if (!EVERYTHING && !SOME.includes(name)) {
    skippedTest(`lab run ${name}`, "deno task test:windows plays every exercise");
    continue;
  }
  systemTest(`lab run ${name}`, async () => {
    const { code, stdout, stderr } = await runNetlab(["lab", "run", name, "--time", "200"]);
    assertEquals(code, 0, `${stdout}\n${stderr}`);
    // What the system does not have is left out, which the exercise says.
    const [left] = /^All that this system can show.*$/m.exec(stdout) ?? [];
    if (left !== undefined) console.log(`skipped: ${name}: ${left}`);
  });
}
