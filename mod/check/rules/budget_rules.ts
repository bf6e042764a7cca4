import type { Text } from "../../i18n/text.ts";
import { anything, exactly } from "../probes/answer.ts";
import type { Bench } from "../bench.ts";
import { Broken } from "../causes/broken.ts";
import { hasNotHeard } from "../probes/crowd.ts";
import { otherwise, type Rule, type RuleText, when } from "../rule.ts";
import { sleep } from "../probes/sleep.ts";
import * as sign from "../causes/symptoms.ts";
import { CHAT_CAUSES as WHY, CHAT_TEXTS as TEXTS } from "../texts/chat_texts.ts";
import { COMMON_CAUSES } from "../texts/common_texts.ts";
import { EXPECTED, EXPECTED_OF } from "../texts/expected_texts.ts";
import type { Transport } from "../probes/transport.ts";
import type { Wire } from "../probes/wire.ts";

/** Protohackers' problem 3, "Budget Chat", with the names of its own tests where it has them. */
export function budgetRules(): Rule[] {
  const rule = (id: string, text: RuleText, cause: Text, probe: Rule["probe"]): Rule => ({
    id,
    ...text,
    severity: "must",
    needs: needs(id),
    causes: [
      when(sign.both(sign.refused, sign.misses("first client")), COMMON_CAUSES.neverStarted),
      otherwise(cause),
    ],
    probe,
  });
  return [
    rule("0prompt", TEXTS.prompt, WHY.prompt, async (bench) => void await prompted(bench)),
    rule("1client", TEXTS.members, WHY.members, async (bench) => void await join(bench, "watchman", [])),
    rule("2clients", TEXTS.talk, WHY.talk, twoClients),
    rule("3names", TEXTS.names, WHY.names, names),
    rule("4departures", TEXTS.departure, WHY.departure, departures),
    rule("5transport", TEXTS.bytewise, WHY.pieces, transport),
    rule("6tenclients", TEXTS.tenNamed, WHY.talk, tenClients),
  ];
}

/** Without a name there is no talk, and without talk nothing else to hear. */
function needs(id: string): string[] {
  return id === "0prompt" ? [] : id === "1client" ? ["0prompt"] : ["0prompt", "1client"];
}

async function prompted(bench: Bench): Promise<Wire> {
  const wire = await bench.connect();
  await wire.hear(anything(EXPECTED.nameQuestion, (line) => line.trim() !== ""));
  return wire;
}

/** Joins under a name and hears who is there. */
async function join(bench: Bench, name: string, present: string[], via: Transport = "whole"): Promise<Wire> {
  const wire = await prompted(bench);
  await wire.send(`${name}\n`, via);
  const fits = (line: string) =>
    line.startsWith("*") && present.every((each) => line.includes(each)) && !line.includes(name);
  await wire.hear(anything(EXPECTED_OF.members(present), fits));
  return wire;
}

async function hearsEvent(wire: Wire, name: string, what: "arrival" | "departure"): Promise<void> {
  await wire.hear(anything(EXPECTED_OF[what](name), (line) => line.startsWith("*") && line.includes(name)));
}

async function hearsMessage(wire: Wire, text: string): Promise<void> {
  await wire.hear(exactly(text));
}

async function twoClients(bench: Bench): Promise<void> {
  const watchman = await join(bench, "watchman", []);
  const stranger = await prompted(bench);
  const alice = await join(bench, "alice", ["watchman"]);
  await hearsEvent(watchman, "alice", "arrival");
  const text = bench.random.word(12);
  await alice.send(`${text}\n`);
  await hearsMessage(watchman, `[alice] ${text}`);
  await watchman.send(`${text}2\n`);
  await hearsMessage(alice, `[watchman] ${text}2`);
  await sleep(150, bench.options.signal);
  for (
    const [name, wire] of [["alice", alice], ["watchman", watchman], [
      "who has not joined",
      stranger,
    ]] as const
  ) {
    hasNotHeard({ name, wire }, text);
  }
}

async function names(bench: Bench): Promise<void> {
  const watchman = await join(bench, "watchman", []);
  for (const name of ["", "été", "two words", "a-b"]) {
    const wire = await prompted(bench);
    await wire.send(`${name}\n`);
    await wire.end(EXPECTED_OF.endAfterName(name));
  }
  await sleep(150, bench.options.signal);
  if (watchman.unheard.length > 0) throw new Broken("extra", EXPECTED.nothingOfNames, watchman.unheard);
}

async function departures(bench: Bench): Promise<void> {
  const watchman = await join(bench, "watchman", []);
  (await prompted(bench)).close();
  const alice = await join(bench, "alice", ["watchman"]);
  await hearsEvent(watchman, "alice", "arrival");
  alice.close();
  await hearsEvent(watchman, "alice", "departure");
  const bob = await join(bench, "bob", ["watchman"]);
  await hearsEvent(watchman, "bob", "arrival");
  bob.reset();
  await hearsEvent(watchman, "bob", "departure");
}

async function transport(bench: Bench): Promise<void> {
  const watchman = await join(bench, "watchman", []);
  const alice = await join(bench, "alice", ["watchman"], "bytewise");
  await hearsEvent(watchman, "alice", "arrival");
  await alice.send("hello there\n", "bytewise");
  await hearsMessage(watchman, "[alice] hello there");
  await alice.send("one\ntwo\nthree\n", "random");
  for (const text of ["one", "two", "three"]) await hearsMessage(watchman, `[alice] ${text}`);
}

async function tenClients(bench: Bench): Promise<void> {
  const present: string[] = [];
  const wires: Wire[] = [];
  for (let guest = 0; guest < 10; guest++) {
    const name = `${bench.random.word(14)}${10 + guest}`;
    wires.push(await join(bench, name, present));
    for (const wire of wires.slice(0, -1)) await hearsEvent(wire, name, "arrival");
    present.push(name);
  }
  const text = bench.random.word(1000);
  await wires[4]!.send(`${text}\n`);
  for (const wire of wires) if (wire !== wires[4]) await hearsMessage(wire, `[${present[4]}] ${text}`);
}
