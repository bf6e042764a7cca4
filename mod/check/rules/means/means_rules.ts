import type { RuleContext } from "../../rule_context.ts";
import { type Rule, seen, when } from "../../rule.ts";
import { described, NOBODY_THERE, SHORT_READ, TOLD } from "../../causes/line_causes.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { ruleMaker } from "../rule_maker.ts";
import type { ObservedConnection } from "../../probes/observed_connection.ts";
import { BETWEEN_MESSAGES, inSegments } from "../../probes/in_segments.ts";
import { sleep } from "../../probes/sleep.ts";
import { COMMON_CAUSES as COMMON } from "../../texts/common_causes.ts";
import { COMMON_TEXTS } from "../../texts/common_texts.ts";
import { protohackers } from "../../texts/source.ts";
import {
  MEANS_CAUSES as WHY,
  MEANS_EXPECTED as EXPECTED,
  MEANS_TEXTS as TEXTS,
} from "../../texts/means_texts.ts";
import { MEANS_CONVERSATIONS as TALKS, type MeansConversation } from "./conversations.ts";
import { hearMean } from "./hear_mean.ts";
import { insertMessage, type Price, queryMessage, type TimeRange } from "./prices.ts";

/** Protohackers' problem 2, "Means to an End": prices with their times, and the mean of those in a range. */
export function meansRules(): Rule[] {
  const talk = (name: keyof typeof TALKS): Rule["probe"] => async (context) =>
    await converse(await context.connect(), TALKS[name](context.random), context);
  return [
    rule("mean", TEXTS.mean, talk("mean"), {
      causes: [when(pattern.both(pattern.control("holds"), ({ tells }) => tells === undefined), WHY.oneRecv)],
      control: async (context) => await oneByOne(context, TALKS.mean(context.random)),
    }),
    rule("negative", TEXTS.negative, talk("negative")),
    rule("bounds", TEXTS.bounds, talk("bounds")),
    rule("none", TEXTS.none, none),
    rule("order", TEXTS.order, talk("order")),
    rule("rounding", TEXTS.rounding, talk("rounding")),
    rule("sums", TEXTS.sums, talk("sums")),
    rule("at_once", { ...COMMON_TEXTS.at_once, source: protohackers(2) }, fiveAtOnce, {
      company: true,
      causes: [when(pattern.turnedAway, COMMON.turnsAway)],
    }),
    rule("sessions", TEXTS.sessions, sessions, { company: true }),
    rule("pieces", TEXTS.pieces, inPieces, {
      causes: [SHORT_READ, when(pattern.control("holds"), WHY.oneRecv)],
      control: messageByMessage,
    }),
    rule("many", TEXTS.many, many),
    rule("leaves", TEXTS.leaves, leaves, {
      company: true,
      severity: "should",
      causes: [when(pattern.both(pattern.gone, pattern.brokenPipe), COMMON.resetKills)],
    }),
  ];
}

const NEEDS: Readonly<Record<string, readonly string[]>> = {
  mean: [],
  sessions: ["mean", "at_once"],
  leaves: ["mean", "at_once"],
};

const rule = ruleMaker({
  service: "means",
  needs: NEEDS,
  usual: ["mean"],
  causes: (own) => [
    ...NOBODY_THERE,
    when(pattern.pythonBytes, COMMON.pythonBytes),
    ...own,
    TOLD,
    when(pattern.waiting, COMMON.notConcurrent),
    seen(pattern.stillOpen, WHY.nothing),
    ...described(WHY.nothing),
  ],
});

/** Says all prices, then asks, one range after the other. */
async function converse(
  conn: ObservedConnection,
  { prices, others = [], ranges }: MeansConversation,
  context: RuleContext,
  timeout?: number,
): Promise<void> {
  await conn.send(glued(prices.map(insertMessage)));
  const answered: TimeRange[] = [];
  for (const range of ranges) {
    await conn.send(queryMessage(range));
    const found = answered.some(({ from, to }) => range.from <= from && to <= range.to);
    await hearMean(conn, { prices, others, range, found }, context, timeout);
    answered.push(range);
  }
}

async function none(context: RuleContext): Promise<void> {
  const conn = await context.connect();
  await converse(conn, { prices: [], ranges: [{ from: 0, to: 1000 }] }, context);
  await converse(conn, TALKS.none(context.random), context);
}

/** The other session is there first, and has been answered, when this one begins. */
async function sessions(context: RuleContext): Promise<void> {
  const { prices, others, ranges } = TALKS.sessions(context.random);
  await converse(await context.connect(), { prices: others, ranges }, context);
  await converse(await context.connect(), { prices, others, ranges }, context);
}

/** The same five messages all in one segment, byte by byte, and cut anywhere. */
async function inPieces(context: RuleContext): Promise<void> {
  const others: Price[] = [];
  await inSegments((via) =>
    session(context, others, async (conn, { prices, ranges }) => {
      await conn.send(glued([...prices.map(insertMessage), ...ranges.map(queryMessage)]), via);
    })
  );
}

/** As many sessions with the same messages, and a pause after each message, in which it can be read alone. */
async function messageByMessage(context: RuleContext): Promise<void> {
  const others: Price[] = [];
  for (let times = 0; times < 3; times++) {
    await session(context, others, async (conn, { prices, ranges }) => {
      for (const message of [...prices.map(insertMessage), ...ranges.map(queryMessage)]) {
        await conn.send(message);
        await sleep(BETWEEN_MESSAGES, context.options.signal);
      }
    });
  }
}

async function oneByOne(context: RuleContext, talk: MeansConversation): Promise<void> {
  const conn = await context.connect();
  for (const price of talk.prices) {
    await conn.send(insertMessage(price));
    await sleep(BETWEEN_MESSAGES, context.options.signal);
  }
  for (const range of talk.ranges) {
    await conn.send(queryMessage(range));
    await hearMean(conn, { ...talk, range }, context);
  }
}

/** @param others the prices of the sessions before, to which its own are added */
async function session(
  context: RuleContext,
  others: Price[],
  say: (conn: ObservedConnection, talk: MeansConversation) => Promise<void>,
): Promise<void> {
  const conn = await context.connect();
  const talk = TALKS.few(context.random);
  await say(conn, talk);
  for (const range of talk.ranges) await hearMean(conn, { ...talk, others, range }, context);
  await conn.quiet(EXPECTED.onlyAnswers, 50);
  conn.close();
  others.push(...talk.prices);
}

async function many(context: RuleContext): Promise<void> {
  await converse(await context.connect(), TALKS.many(context.random), context, context.timeout * 3);
}

/** All five are there before the first is asked about, and the last one is asked first. */
async function fiveAtOnce(context: RuleContext): Promise<void> {
  const clients: { conn: ObservedConnection; prices: readonly Price[] }[] = [];
  for (let client = 0; client < 5; client++) {
    const conn = await context.connect();
    const { prices } = TALKS.few(context.random);
    await conn.send(glued(prices.map(insertMessage)));
    clients.push({ conn, prices });
  }
  const range = { from: 150, to: 400 };
  for (const { conn, prices } of clients.toReversed()) {
    const others = clients.filter((each) => each.conn !== conn).flatMap((each) => each.prices);
    await conn.send(queryMessage(range));
    await hearMean(conn, { prices, others, range }, context);
  }
}

/** One leaves in the middle of a message, one breaks off, and one that was there before goes on. */
async function leaves(context: RuleContext): Promise<void> {
  const talk = TALKS.few(context.random);
  const conn = await context.connect();
  await converse(conn, talk, context);
  const other = await context.connect();
  await other.send(insertMessage({ time: 1, price: 1 }).subarray(0, 5));
  other.close();
  const rude = await context.connect();
  await rude.send(queryMessage({ from: 0, to: 1 }));
  rude.reset();
  await converse(conn, { prices: talk.prices, ranges: [] }, context);
  await converse(await context.connect(), talk, context);
}

function glued(messages: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(messages.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const message of messages) {
    all.set(message, at);
    at += message.length;
  }
  return all;
}
