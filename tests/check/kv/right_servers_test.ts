import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import type { CheckOptions } from "../../../mod/check/rule_context.ts";
import { respRules, surveyResp } from "../../../mod/check/rules/resp/resp_rules.ts";
import { runCheck } from "../../../mod/check/run_check.ts";
import { ProgramTarget } from "../../../mod/check/targets/program_target.ts";
import { inPool } from "../../_kit/in_pool.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { startOf } from "../../_kit/program/compiled.ts";
import { isInstalled } from "../../_kit/program/is_installed.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/*
Redis itself, and small ones as students write them, in several languages and styles: nothing is found wrong with them.
What not every sheet asks for may be missing.
*/
const OPTIONS: CheckOptions = {
  seed: 1,
  timeout: 4000,
  framing: "chunk",
  language: "en",
  signal: new AbortController().signal,
};

peerTest("check kv --protocol resp finds nothing wrong with Redis", ["redis-server"], async () => {
  const words = ["redis-server", "--bind", "127.0.0.1", "--save", "", "--port", "{port}"];
  assertEquals(await findings(words), []);
});

/** What each of them leaves out, of what not every sheet asks for. */
const PROGRAMS: readonly [program: string, leftOut: readonly string[]][] = [
  ["threads.py", ["expire", "ttl"]],
  ["asynchronous.py", ["del", "incr", "ex", "expire", "ttl", "inline"]],
  ["buffers.js", []],
  ["poll.c", ["del", "expire", "ttl"]],
  ["goroutines.go", []],
  ["Streams.java", ["del", "incr", "expire", "ttl"]],
  ["threads.rb", ["expire", "ttl"]],
  ["select.pl", ["del", "incr", "expire", "ttl"]],
];

peerTest(
  "check kv --protocol resp finds nothing wrong with small ones",
  ["python3", "gcc", "node"],
  async () => {
    using temp = new TempFolder();
    const folder = fromFileUrl(new URL("programs", import.meta.url));
    const here = PROGRAMS.filter(([program]) => {
      const runner = { go: "go", java: "javac", rb: "ruby", pl: "perl" }[program.split(".")[1]!];
      return runner === undefined || isInstalled(runner);
    });
    const found = await inPool(AT_A_TIME, here, async ([program]) => {
      const words = await startOf(`${folder}/${program}`, temp.path);
      return [program, await findings([...words, "{port}"])];
    });
    assertEquals(found, here.map(([program, leftOut]) => [program, leftOut.map((rule) => `resp.${rule}`)]));
  },
);

const AT_A_TIME = 2;

/** What does not pass: the ids of what is left out, all that is told of anything else. */
async function findings(words: string[]): Promise<string[]> {
  await using target = new ProgramTarget({ words, signal: OPTIONS.signal });
  const results = await Array.fromAsync(runCheck(respRules(), target, OPTIONS, { survey: surveyResp }));
  return results.filter(({ outcome, notes }) => outcome !== "passed" || notes.length > 0)
    .map(({ rule, outcome, because, notes }) =>
      outcome === "skipped" || rule.id === "resp.inline"
        ? rule.id
        : [rule.id, outcome, because, ...notes].join(" ")
    );
}
