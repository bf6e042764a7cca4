import { assertEquals } from "@std/assert";
import { run, runCommand } from "../_kit/program.ts";

/** What bash offers for the last word of a command line. */
async function offered(line: string): Promise<string[]> {
  const { stdout: script } = await run(["completions", "bash"]);
  const press =
    `COMP_LINE="$1" COMP_POINT=\${#1} COMP_WORDS=($1); COMP_CWORD=\$((\${#COMP_WORDS[@]} - 1)); _netlab`;
  const { stdout } = await runCommand("bash", [
    "-c",
    `${script}${press}; echo "\${COMPREPLY[@]}"`,
    "bash",
    line,
  ]);
  return stdout.trim().split(" ");
}

Deno.test("completions offers commands, verbs, options and what options choose from", async () => {
  assertEquals(await offered("netlab cal"), ["calc"]);
  assertEquals(await offered("netlab calc s"), ["serve"]);
  assertEquals(await offered("netlab echo serve --wel"), ["--welcome"]);
  assertEquals(await offered("netlab echo serve --mode=p"), ["process", "pool"]);
});

Deno.test("completions offers exercises, shells and topics", async () => {
  assertEquals(await offered("netlab lab run E26"), ["E26"]);
  assertEquals(await offered("netlab completions z"), ["zsh"]);
  assertEquals(await offered("netlab help back"), ["backlog", "back-pressure"]);
});
