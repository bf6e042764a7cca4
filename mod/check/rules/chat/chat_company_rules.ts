import type { RuleContext } from "../../rule_context.ts";
import { awakeNow } from "../../probes/awake_clock.ts";
import { RuleSkipped } from "../../causes/rule_violation.ts";
import { chatFindings } from "../../probes/chat_findings.ts";
import { ChatClients, hears } from "../../probes/chat_clients.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { ITS_END, TOLD } from "../../causes/line_causes.ts";
import { ManyLines } from "../../probes/slow_reader.ts";
import { type Rule, when } from "../../rule.ts";
import { COMMON_CAUSES } from "../../texts/common_causes.ts";
import { CHAT_CAUSES as WHY, CHAT_TEXTS as TEXTS, FIXED_NUMBER, HELD_BACK } from "../../texts/chat_texts.ts";
import { EXPECTED_OF } from "../../texts/expected_texts.ts";
import { SLOW_READER_CAUSES as SLOW } from "../../texts/slow_reader_texts.ts";
import { type ChatCheck, chatRule as rule } from "./chat_rule.ts";

/** The rules about who comes, who leaves, and how. */
export function chatCompanyRules(check: ChatCheck): Rule[] {
  const clients = (context: RuleContext) => ChatClients.of(check.expect ?? 3, context, check);
  return [
    rule(
      "leaves",
      TEXTS.leaves,
      [...ENDLESS, ...ITS_END, when(pattern.hasEnded, WHY.leavingEnds), STILL_LISTED],
      async (context) => leaves(await clients(context), "close"),
    ),
    rule(
      "reset",
      TEXTS.reset,
      [
        when(pattern.both(pattern.hasEnded, pattern.brokenPipe), WHY.resetKills),
        ...ENDLESS,
        ...ITS_END,
        STILL_LISTED,
        when(pattern.control("holds"), WHY.resetKills),
      ],
      async (context) => leaves(await clients(context), "reset"),
      { control: async (context) => leaves(await clients(context), "close") },
    ),
    rule(
      "half_close",
      TEXTS.half,
      [...ITS_END, when(pattern.control("holds"), WHY.halfClose)],
      async (context) => halfClose(await clients(context), true),
      { control: async (context) => halfClose(await clients(context), false) },
    ),
    rule(
      "late",
      TEXTS.late,
      [when(pattern.waiting, WHY.late), ...ITS_END],
      async (context) => late(await clients(context), check),
    ),
    rule("ten", TEXTS.ten, [
      ...ITS_END,
      when(pattern.turnedAway, COMMON_CAUSES.turnsAway),
      when(pattern.waiting, COMMON_CAUSES.leavesWaiting),
      when(pattern.misses("line for the rest"), WHY.notAll),
    ], (context) => ten(context, check)),
    rule(
      "slow_reader",
      TEXTS.slowReader,
      [TOLD, when(pattern.crashed, SLOW.dies), ...ITS_END],
      async (context) => slowReader(await clients(context), context),
      { needs: ["all", "any_order", "burst"], bulk: true },
    ),
    rule(
      "deaf_reader",
      TEXTS.deafReader,
      [...ITS_END, when(pattern.control("holds"), WHY.waitsForReader)],
      async (context) => deafReader(await clients(context), context, true),
      {
        severity: "should",
        needs: ["all", "any_order", "burst"],
        after: ["slow_reader"],
        bulk: true,
        control: async (context) => deafReader(await clients(context), context, false),
      },
    ),
    rule(
      "garbage",
      TEXTS.garbage,
      [when(pattern.decodeError, WHY.garbage), ...ITS_END, when(pattern.hasEnded, WHY.garbage)],
      async (context) => garbage(await clients(context)),
      { severity: "should" },
    ),
  ];
}

async function leaves(clients: ChatClients, how: "close" | "reset"): Promise<void> {
  const [first, second] = clients.members;
  await clients.talk(second!);
  await first!.conn.send("a line that nobody ends");
  first!.conn[how]();
  clients.forget(first!);
  if (clients.members.length < 2) await clients.join();
  await clients.settle();
  for (const client of clients.members) await clients.talk(client);
  for (const client of clients.members) await clients.talk(client);
}

/** It says itself that it has written to somebody who has left; the others miss what came after. */
const STILL_LISTED = when(pattern.writesToGone, WHY.stillListed);

/** What a program does that takes no notice of a client that has left. */
const ENDLESS = [
  when(pattern.both(pattern.keepsBusy, pattern.endBefore), COMMON_CAUSES.endlessLoop),
];

async function halfClose(clients: ChatClients, half: boolean): Promise<void> {
  const [speaker, ...others] = clients.members;
  const text = await clients.says(speaker!);
  if (half) await speaker!.conn.halfClose();
  for (const other of others) await hears(other, text);
}

async function late(clients: ChatClients, { expect }: ChatCheck): Promise<void> {
  if (expect !== undefined) throw new RuleSkipped(FIXED_NUMBER);
  await clients.talk(clients.members[0]!);
  const client = await clients.join();
  await clients.settle();
  await clients.talk(client);
  await clients.talk(clients.members[1]!);
}

async function ten(context: RuleContext, check: ChatCheck): Promise<void> {
  if (check.expect !== undefined) throw new RuleSkipped(FIXED_NUMBER);
  const clients = await ChatClients.of(10, context, check);
  for (const index of [9, 0, 5]) await clients.talk(clients.members[index]!);
}

/** One client reads nothing while another says more than all buffers on the way hold; the third one goes on hearing. */
async function deafReader(clients: ChatClients, context: RuleContext, deaf: boolean): Promise<void> {
  if (chatFindings(context).heldBack) throw new RuleSkipped(HELD_BACK);
  const { random, timeout } = context;
  const [speaker, reader, listener] = clients.members;
  if (listener === undefined) throw new RuleSkipped(FIXED_NUMBER);
  if (deaf) reader!.conn.stopReading();
  const line = `${random.word(9)} ${"x".repeat(3900)}\n`;
  const last = random.word(12);
  // The server may well stop reading: whether the other one hears is what counts.
  speaker!.conn.send(line.repeat(MORE_THAN_BUFFERS / line.length) + `${last}\n`).catch(() => {});
  const deadline = awakeNow() + 3 * timeout;
  const expected = EXPECTED_OF.lineWith(last, listener.name);
  while (!(await listener.conn.line(expected)).includes(last)) {
    if (awakeNow() > deadline) throw new RuleSkipped(HELD_BACK);
  }
}

/** One does not read while another one says more than all buffers on the way hold, and reads all of it afterwards. */
async function slowReader({ members }: ChatClients, context: RuleContext): Promise<void> {
  if (chatFindings(context).heldBack) throw new RuleSkipped(HELD_BACK);
  const [speaker, reader] = members;
  const lines = new ManyLines(context);
  const goOn = reader!.conn.pauseReading();
  await lines.say(speaker!.conn, context);
  goOn();
  await lines.readSlowly(reader!.conn, context);
}

/** The kernel's buffers of a connection on one machine hold less than this many bytes. */
const MORE_THAN_BUFFERS = 16 << 20;

async function garbage(clients: ChatClients): Promise<void> {
  const [rude] = clients.members;
  await rude!.conn.send(Uint8Array.of(0xff, 0xfe, 0xc3, 0x0a));
  clients.forget(rude!);
  if (clients.members.length < 2) await clients.join();
  await clients.settle();
  for (const client of clients.members) await clients.talk(client);
}
