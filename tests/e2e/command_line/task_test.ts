import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { peerTest } from "../../_kit/peers/peer.ts";
import { type Ended, runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

const ROOT = fromFileUrl(new URL("../../../", import.meta.url));
const CONFIG = join(ROOT, "deno.json");

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

for (const readme of ["README.md", "README.fr.md"]) {
  peerTest(
    `the alias of ${readme}, typed in the clone, makes netlab a command of any folder`,
    ["bash"],
    async () => {
      const alias = /^\$ (alias netlab=.*)$/m.exec(await Deno.readTextFile(join(ROOT, readme)))?.[1];
      assert(alias !== undefined, `${readme} shows no line that begins with "$ alias netlab="`);
      using folder = new TempFolder();
      // What npx would fetch is here already.
      const npx = folder.write("bin/npx", `#!/bin/sh\nshift 3\nexec '${Deno.execPath()}' "$@"\n`);
      await Deno.chmod(npx, 0o755);
      folder.write("my folder/notes.txt", "Rendez-vous at noon.\n");
      const typed = [
        "shopt -s expand_aliases",
        alias,
        'cd "$1/my folder"',
        "netlab relay -u FILE:notes.txt -",
      ];
      const { stdout, stderr } = await runCommand(
        "env",
        ["-u", "INIT_CWD", "bash", "-c", typed.join("\n"), "bash", folder.path],
        { cwd: ROOT, env: { PATH: `${folder.path}/bin:${Deno.env.get("PATH")}` } },
      );
      assertEquals([stdout, stderr], ["Rendez-vous at noon.\n", ""]);
    },
  );
}
