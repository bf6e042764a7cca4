import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import type { CheckOptions } from "../../../mod/check/rule_context.ts";
import { runCheck } from "../../../mod/check/run_check.ts";
import { ProgramTarget } from "../../../mod/check/targets/program_target.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { FixtureFolder } from "../../../mod/check/targets/fixture_folder.ts";
import { SERVER_CHECKS } from "../broken_programs.ts";

/*
Right programs for the problems of Protohackers, in another language and style than the servers/*_good.py, which
tests/e2e/check tries: no rule may accuse them.
*/

const RIGHT: readonly [kind: string, program: string][] = [
  ["means", "means_right.c"],
  ["unusual", "unusual_right.js"],
  ["speed", "speed_right.js"],
];

const OPTIONS: CheckOptions = {
  seed: 1,
  timeout: 3000,
  framing: "line",
  language: "en",
  signal: new AbortController().signal,
};

for (const [kind, program] of RIGHT) {
  const source = fromFileUrl(new URL(program, import.meta.url));
  const name = source.replace(/^.*[/\\]/, "");
  peerTest(`check of ${kind} accuses ${name} of nothing`, peers(name), async () => {
    using temp = new TempFolder();
    using fixtures = FixtureFolder.create();
    const { rules, transport = "tcp" } = SERVER_CHECKS[kind]!;
    await using target = new ProgramTarget({
      words: [...await commandOf(source, temp), "{port}"],
      transport,
      signal: OPTIONS.signal,
    });
    const results = await Array.fromAsync(runCheck(rules(fixtures), target, OPTIONS));
    const told = results.filter(({ outcome }) => outcome !== "passed")
      .map(({ rule, outcome, because, notes }) => [rule.id, outcome, because, ...notes]);
    assertEquals(told, []);
  });
}

function peers(name: string): string[] {
  return name.endsWith(".js") ? ["node"] : ["gcc"];
}

async function commandOf(source: string, temp: TempFolder): Promise<string[]> {
  if (source.endsWith(".js")) return ["node", source];
  const program = `${temp.path}/right`;
  const { code, stderr } = await runCommand("gcc", ["-O1", "-Wall", "-o", program, source, "-lpthread"]);
  assertEquals(code, 0, stderr);
  return [program];
}
