import type { Text } from "../../i18n/text.ts";
import { anything, exactly } from "../probes/answer.ts";
import type { RuleContext } from "../rule_context.ts";
import { RuleViolation } from "../causes/rule_violation.ts";
import { hasNotHeard } from "../probes/chat_clients.ts";
import { type Rule, type RuleText, when } from "../rule.ts";
import { sleep } from "../probes/sleep.ts";
import * as pattern from "../causes/failure_patterns.ts";
import { CHAT_CAUSES as WHY, CHAT_TEXTS as TEXTS } from "../texts/chat_texts.ts";
import { COMMON_CAUSES as COMMON } from "../texts/common_causes.ts";
import { EXPECTED, EXPECTED_OF } from "../texts/expected_texts.ts";
import { DESCRIBED, IT_IS_GONE, ITS_END, NOBODY_THERE } from "../causes/line_causes.ts";
import type { Segmentation } from "../probes/segmentation.ts";
import type { ObservedConnection } from "../probes/observed_connection.ts";

/** Protohackers' problem 3, "Budget Chat", with the names of its own tests where it has them. */
export function budgetRules(): Rule[] {
  const rule = (id: string, text: RuleText, cause: Text, probe: Rule["probe"]): Rule => ({
    id,
    ...text,
    severity: "must",
    needs: needs(id),
    causes: [
      ...NOBODY_THERE,
      ...ITS_END,
      ...IT_IS_GONE,
      ...id === "6tenclients"
        ? [when(pattern.turnedAway, COMMON.turnsAway), when(pattern.waiting, COMMON.leavesWaiting)]
        : [],
      when(pattern.saidWrong, cause),
      ...DESCRIBED,
    ],
    probe,
  });
  return [
    rule("0prompt", TEXTS.prompt, WHY.prompt, async (context) => void await prompted(context)),
    rule("1client", TEXTS.members, WHY.members, async (context) => void await join(context, "watchman", [])),
    rule("2clients", TEXTS.talk, WHY.talk, twoClients),
    rule("3names", TEXTS.names, WHY.names, names),
    rule("4departures", TEXTS.departure, WHY.departure, departures),
    rule("5transport", TEXTS.bytewise, WHY.pieces, transport),
    rule("6tenclients", TEXTS.tenNamed, WHY.talk, tenClients),
  ];
}

/** Without a name a client cannot talk, and without talk there is nothing else to hear. */
function needs(id: string): string[] {
  return id === "0prompt" ? [] : id === "1client" ? ["0prompt"] : ["0prompt", "1client"];
}

async function prompted(context: RuleContext): Promise<ObservedConnection> {
  const conn = await context.connect();
  await conn.hear(anything(EXPECTED.nameQuestion, (line) => line.trim() !== ""));
  return conn;
}

/** Joins under a name and hears who is there. */
async function join(
  context: RuleContext,
  name: string,
  present: string[],
  via: Segmentation = "whole",
): Promise<ObservedConnection> {
  const conn = await prompted(context);
  await conn.send(`${name}\n`, via);
  const fits = (line: string) =>
    line.startsWith("*") && present.every((each) => line.includes(each)) && !line.includes(name);
  await conn.hear(anything(EXPECTED_OF.members(present), fits));
  return conn;
}

async function hearsEvent(
  conn: ObservedConnection,
  name: string,
  what: "arrival" | "departure",
): Promise<void> {
  await conn.hear(anything(EXPECTED_OF[what](name), (line) => line.startsWith("*") && line.includes(name)));
}

async function hearsMessage(conn: ObservedConnection, text: string): Promise<void> {
  await conn.hear(exactly(text));
}

async function twoClients(context: RuleContext): Promise<void> {
  const watchman = await join(context, "watchman", []);
  const stranger = await prompted(context);
  const alice = await join(context, "alice", ["watchman"]);
  await hearsEvent(watchman, "alice", "arrival");
  const text = context.random.word(12);
  await alice.send(`${text}\n`);
  await hearsMessage(watchman, `[alice] ${text}`);
  await watchman.send(`${text}2\n`);
  await hearsMessage(alice, `[watchman] ${text}2`);
  await sleep(150, context.options.signal);
  for (
    const [name, conn] of [["alice", alice], ["watchman", watchman], [
      "who has not joined",
      stranger,
    ]] as const
  ) {
    hasNotHeard({ name, conn }, text);
  }
}

async function names(context: RuleContext): Promise<void> {
  const watchman = await join(context, "watchman", []);
  for (const name of ["", "été", "two words", "a-b"]) {
    const conn = await prompted(context);
    await conn.send(`${name}\n`);
    await conn.end(EXPECTED_OF.endAfterName(name));
  }
  await sleep(150, context.options.signal);
  if (watchman.unheard.length > 0) {
    throw new RuleViolation("extra", EXPECTED.nothingOfNames, watchman.unheard);
  }
}

async function departures(context: RuleContext): Promise<void> {
  const watchman = await join(context, "watchman", []);
  (await prompted(context)).close();
  const alice = await join(context, "alice", ["watchman"]);
  await hearsEvent(watchman, "alice", "arrival");
  alice.close();
  await hearsEvent(watchman, "alice", "departure");
  const bob = await join(context, "bob", ["watchman"]);
  await hearsEvent(watchman, "bob", "arrival");
  bob.reset();
  await hearsEvent(watchman, "bob", "departure");
}

async function transport(context: RuleContext): Promise<void> {
  const watchman = await join(context, "watchman", []);
  const alice = await join(context, "alice", ["watchman"], "bytewise");
  await hearsEvent(watchman, "alice", "arrival");
  await alice.send("hello there\n", "bytewise");
  await hearsMessage(watchman, "[alice] hello there");
  await alice.send("one\ntwo\nthree\n", "random");
  for (const text of ["one", "two", "three"]) await hearsMessage(watchman, `[alice] ${text}`);
}

async function tenClients(context: RuleContext): Promise<void> {
  const present: string[] = [];
  const conns: ObservedConnection[] = [];
  for (let client = 0; client < 10; client++) {
    const name = `${context.random.word(14)}${10 + client}`;
    conns.push(await join(context, name, present));
    for (const conn of conns.slice(0, -1)) await hearsEvent(conn, name, "arrival");
    present.push(name);
  }
  const text = context.random.word(1000);
  await conns[4]!.send(`${text}\n`);
  for (const conn of conns) if (conn !== conns[4]) await hearsMessage(conn, `[${present[4]}] ${text}`);
}
