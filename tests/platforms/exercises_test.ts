/** Every exercise on another system: programs, pipes, processes and sockets as a student has them there. */
import { assertEquals } from "@std/assert";
import { catalog } from "../../mod/lab/exercises/catalog.ts";
import { runNetlab, systemTest } from "./other_system.ts";

for (const name of Object.keys(catalog)) {
  systemTest(`lab run ${name}`, async () => {
    const { code, stdout, stderr } = await runNetlab(["lab", "run", name, "--time", "200"]);
    assertEquals(code, 0, `${stdout}\n${stderr}`);
    // What the system does not have is left out, which the exercise says.
    const [left] = /^All that this system can show.*$/m.exec(stdout) ?? [];
    if (left !== undefined) console.log(`skipped: ${name}: ${left}`);
  });
}
