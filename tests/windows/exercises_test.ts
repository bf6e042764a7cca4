/** Every exercise, with Windows' Deno: programs, pipes, processes and sockets as a student has them there. */
import { assertEquals } from "@std/assert";
import { catalog } from "../../mod/lab/exercises/catalog.ts";
import { notYet, runNetlab, windowsTest } from "./windows_deno.ts";

/** Those that play there. */
const PLAYED = ["E8"];
const REASON = "stopping a program by a signal does not work there yet";

for (const name of Object.keys(catalog)) {
  const test = `lab run ${name}, on Windows`;
  if (!PLAYED.includes(name)) notYet(test, REASON);
  else {
    windowsTest(test, async () => {
      const { code, stdout, stderr } = await runNetlab(["lab", "run", name]);
      assertEquals(code, 0, `${stdout}\n${stderr}`);
    });
  }
}
