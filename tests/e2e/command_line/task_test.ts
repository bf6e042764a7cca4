import { assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { peerTest } from "../../_kit/peers/peer.ts";
import { type Ended, runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

const CONFIG = fromFileUrl(new URL("../../../deno.json", import.meta.url));

/** Types `deno task netlab …` in a folder. */
async function task(cwd: string, ...args: string[]): Promise<Ended> {
  const typed = [Deno.execPath(), "task", "--quiet", "--config", CONFIG, "netlab", ...args];
  // A task tells those that it starts where it was typed itself, and the tests are started by one.
  return await runCommand("env", ["-u", "INIT_CWD", ...typed], { cwd });
}

peerTest(
  "deno task netlab works in the folder where it is typed, whatever its name is",
  ["env"],
  async () => {
    using folder = new TempFolder();
    folder.write("d'été $HOME/notes.txt", "Rendez-vous at noon.\n");
    const cwd = join(folder.path, "d'été $HOME");
    assertEquals(await task(cwd, "relay", "-u", "FILE:notes.txt", "CREATE:my copy.txt"), {
      code: 0,
      stdout: "",
      stderr: "",
    });
    assertEquals(await Deno.readTextFile(join(cwd, "my copy.txt")), "Rendez-vous at noon.\n");
  },
);

peerTest("deno task netlab has the exit code of netlab, and its arguments reach it as they were typed", [
  "env",
], async () => {
  using folder = new TempFolder();
  const { code, stderr } = await task(folder.path, "a b*", "$HOME");
  assertEquals([code, stderr.split("\n")[0]], [2, 'netlab: unknown command "a b*"']);
});
