import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import type { CheckOptions } from "../../../mod/check/rule_context.ts";
import { clientRules } from "../../../mod/check/rules/client_rules.ts";
import { runCheck } from "../../../mod/check/run_check.ts";
import { ClientTarget } from "../../../mod/check/targets/client_target.ts";
import { listen } from "../../../mod/net/tcp/listen.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/*
Right clients that rely on their terminal: what they print without a flush, or edit as a line, is on the screen when
a person would see it. Nothing is said of them.
*/
const RIGHT: readonly (readonly [peer: string, program: string])[] = [
  ["gcc", "printf.c"],
  ["python3", "ask.py"],
  ["node", "readline.js"],
];

const said = (text: string) => ({ text, answer: text.toUpperCase() });
const TALK = {
  service: "echo",
  typed: [said("bonjour"), said("à demain")],
  accented: "ÇA ALORS 🦆",
  mark: "\n",
  turns: true,
} as const;
const OPTIONS: CheckOptions = {
  seed: 1,
  timeout: 3000,
  framing: "line",
  language: "en",
  signal: new AbortController().signal,
};

for (const [peer, program] of RIGHT) {
  peerTest(`check of ${program}, a client that is right at a terminal`, [peer], async () => {
    using temp = new TempFolder();
    const source = fromFileUrl(new URL(`clients/${program}`, import.meta.url));
    await using target = new ClientTarget({
      listeners: await listen(0, { hostname: "127.0.0.1" }),
      words: [...await commandOf(peer, source, temp), "127.0.0.1", "{port}"],
      say: () => {},
      language: "en",
      signal: OPTIONS.signal,
    });
    const results = await Array.fromAsync(runCheck(clientRules(target, TALK), target, OPTIONS));
    assertEquals(
      results.map(({ rule, outcome, because = "", notes }) => [rule.id, outcome, because, ...notes]),
      results.map(({ rule }) => [rule.id, "passed", ""]),
    );
  });
}

async function commandOf(peer: string, source: string, temp: TempFolder): Promise<string[]> {
  if (peer !== "gcc") return [peer, source];
  const { code, stderr } = await runCommand("gcc", ["-O1", "-o", `${temp.path}/client`, source]);
  assertEquals(code, 0, stderr);
  return [`${temp.path}/client`];
}
