import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import type { CheckOptions } from "../../../mod/check/rule_context.ts";
import { runCheck } from "../../../mod/check/run_check.ts";
import { FixtureFolder } from "../../../mod/check/targets/fixture_folder.ts";
import { inPool } from "../../_kit/in_pool.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { SERVER_CHECKS } from "../broken_programs.ts";
import { serverTarget } from "../server_target.ts";

/*
Right programs for the problems of Protohackers, in another language and style than the servers/*_good.py, which
tests/e2e/check tries: no rule may accuse them.
*/
const RIGHT: readonly [kind: string, program: string][] = [
  ["means", "means_right.c"],
  ["unusual", "unusual_right.js"],
  ["speed", "speed_right.js"],
  ["mob", "mob_right.c"],
];

const OPTIONS: CheckOptions = {
  seed: 1,
  timeout: 3000,
  framing: "line",
  language: "en",
  signal: new AbortController().signal,
};

peerTest("check accuses the right servers in C and JavaScript of nothing", ["gcc", "node"], async () => {
  const told = await inPool(RIGHT.length, RIGHT, accusations);
  assertEquals(told, RIGHT.map(() => []));
});

async function accusations([kind, program]: (typeof RIGHT)[number]): Promise<unknown[]> {
  using temp = new TempFolder();
  using fixtures = FixtureFolder.create();
  const check = SERVER_CHECKS[kind]!;
  const source = fromFileUrl(new URL(program, import.meta.url));
  const words = await commandOf(source, temp);
  await using target = serverTarget(check, { words, signal: OPTIONS.signal });
  const results = await Array.fromAsync(runCheck(check.rules(fixtures), target, OPTIONS));
  return results.filter(({ outcome }) => outcome !== "passed")
    .map(({ rule, outcome, because, notes }) => [program, rule.id, outcome, because, ...notes]);
}

async function commandOf(source: string, temp: TempFolder): Promise<string[]> {
  if (source.endsWith(".js")) return ["node", source];
  const program = `${temp.path}/right`;
  const { code, stderr } = await runCommand("gcc", ["-O1", "-Wall", "-o", program, source, "-lpthread"]);
  assertEquals(code, 0, stderr);
  return [program];
}
