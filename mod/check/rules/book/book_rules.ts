import { described, NOBODY_THERE, TOLD } from "../../causes/line_causes.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import type { Dialogue } from "../../probes/dialogue.ts";
import { exactly } from "../../probes/answer.ts";
import { type Rule, seen, when } from "../../rule.ts";
import type { RuleContext } from "../../rule_context.ts";
import type { Survey } from "../../run_check.ts";
import { surveyDialogue } from "../../survey/survey_dialogue.ts";
import { COMMON_CAUSES as COMMON, UNEXPLAINED as SEEN } from "../../texts/common_causes.ts";
import { EXPECTED } from "../../texts/expected_texts.ts";
import {
  BOOK_CAUSES as WHY,
  BOOK_EXPECTED,
  BOOK_SOURCE,
  BOOK_TEXTS as TEXTS,
} from "../../texts/book_texts.ts";
import { ruleMaker } from "../rule_maker.ts";
import { BookClient } from "./book_client.ts";

/** How a server of the book is to be. */
export interface BookCheck {
  /** One line and one answer on a connection, or bare messages, many on one. */
  readonly framing: "line" | "chunk";
}

/**
 * The "very small key/value data server" that sheet 003 begins with, in the two versions of its book: `1key|value`
 * stores, `0key` reads, and anything else is answered 0.
 */
export function bookRules({ framing }: BookCheck): Rule[] {
  const ways = framing === "line"
    ? [
      rule("end", TEXTS.end, ends, { causes: [seen(pattern.stillOpen, SEEN.replyOpen)] }),
      rule("pieces", TEXTS.pieces, inPieces, {
        causes: [
          when(pattern.answeredEarly, COMMON.answersPieces),
          when(pattern.control("holds"), COMMON.oneRecv),
        ],
        control: inOne,
      }),
      rule("crlf", TEXTS.crlf, carriageReturns, {
        severity: "should",
        causes: [when(({ text }) => text === "0", COMMON.carriageReturn)],
      }),
    ]
    : [rule("several", TEXTS.several, several, {
      questions: true,
      causes: [
        when(pattern.both(pattern.hungUp, pattern.answeredBefore), COMMON.closesEarly),
        seen(pattern.both(pattern.nothing, pattern.answeredBefore), SEEN.second),
      ],
    })];
  return [
    rule("store", TEXTS.store, store),
    rule("read", TEXTS.read, read),
    rule("unknown", TEXTS.unknown, unknown),
    rule("again", TEXTS.again, again),
    ...ways,
    rule("malformed", TEXTS.malformed, malformed),
    rule("accents", TEXTS.accents, accents, { causes: [when(pattern.mojibake, COMMON.mojibake)] }),
    rule("clients", TEXTS.clients, clients, {
      company: true,
      causes: [when(({ text }) => /^0\r?\n?$/.test(text), WHY.notShared)],
    }),
    rule("leaves", TEXTS.leaves, leaves, {
      company: true,
      causes: [
        when(pattern.both(pattern.gone, pattern.brokenPipe), COMMON.resetKills),
        when(pattern.both(pattern.keepsBusy, pattern.endBefore), COMMON.endlessLoop),
      ],
    }),
    rule("at_once", TEXTS.at_once, atOnce, { company: true, severity: "should" }),
  ];
}

const NEEDS: Readonly<Record<string, readonly string[]>> = {
  store: [],
  read: ["store"],
  unknown: ["store"],
  leaves: ["store", "clients"],
  at_once: ["store", "clients"],
};

const rule = ruleMaker({
  service: "book",
  needs: NEEDS,
  usual: ["store", "read"],
  causes: (own) => [
    ...NOBODY_THERE,
    TOLD,
    when(pattern.both(pattern.gone, pattern.servesOne), COMMON.oneClient),
    when(pattern.noLineEnd, WHY.noLineEnd),
    when(pattern.crashed, COMMON.diedOfIt),
    ...own,
    when(pattern.waiting, COMMON.notConcurrent),
    when(pattern.extra, COMMON.extraBytes),
    ...described(WHY.nothing),
  ],
});

async function keeps(client: BookClient, key: string, value: string, before?: string): Promise<void> {
  await client.ask(`1${key}|${value}`, { wanted: "1", key });
  await client.ask(`0${key}`, { wanted: value, key, ...(before === undefined ? {} : { before }) });
}

async function store(context: RuleContext): Promise<void> {
  await new BookClient(context).ask(`1${context.random.word(6)}|${context.random.word(8)}`, { wanted: "1" });
}

async function read(context: RuleContext): Promise<void> {
  const client = new BookClient(context);
  const { random } = context;
  const [one, other] = [`a${random.word(5)}`, `b${random.word(5)}`];
  const value = random.word(9);
  await keeps(client, one, value);
  await keeps(client, other, `${random.word(4)} ${random.word(3)}`);
  await client.ask(`0${one}`, { wanted: value, key: one });
}

async function unknown(context: RuleContext): Promise<void> {
  const key = context.random.word(11);
  const client = new BookClient(context);
  await client.ask(`0${key}`, { wanted: "0", key });
  await client.ask(`1${key}|1`, { wanted: "1", key });
}

async function again(context: RuleContext): Promise<void> {
  const client = new BookClient(context);
  const { random } = context;
  const [key, first, second] = [random.word(6), random.word(9), random.word(5)];
  await keeps(client, key, first);
  await keeps(client, key, second, first);
}

async function several(context: RuleContext): Promise<void> {
  const client = new BookClient(context);
  const { random } = context;
  for (let count = 0; count < 3; count++) await keeps(client, random.word(6), random.word(7));
}

/** Requests that are none are answered 0, and store nothing. */
async function malformed(context: RuleContext): Promise<void> {
  const { random } = context;
  const key = random.word(6);
  const client = new BookClient(context);
  // Where the first byte of a connection may say that another protocol is spoken, this one has been chosen.
  await client.ask(`1${key}1|a`, { wanted: "1" });
  for (const request of [`1${key}`, `1${key}|${random.word(4)}|`]) {
    await client.ask(request, { wanted: "0", malformed: true });
  }
  for (const request of [`2${key}|a`, random.word(5)]) {
    await client.ask(request, { wanted: "0", malformed: true, orError: true });
  }
  await keeps(client, `${key}2`, random.word(6));
}

async function ends(context: RuleContext): Promise<void> {
  const client = new BookClient(context);
  await client.ask(`1${context.random.word(6)}|${context.random.word(8)}`, { wanted: "1" });
  await client.conn!.end(EXPECTED.endAfterReply);
}

async function inPieces(context: RuleContext): Promise<void> {
  const { random } = context;
  for (const via of ["bytewise", "random"] as const) {
    const [key, value] = [random.word(7), random.word(7)];
    await new BookClient(context).ask(`1${key}|${value}`, { wanted: "1", key }, via);
    await new BookClient(context).ask(`0${key}`, { wanted: value, key }, via);
  }
}

async function inOne(context: RuleContext): Promise<void> {
  await keeps(new BookClient(context), context.random.word(7), context.random.word(7));
}

async function carriageReturns(context: RuleContext): Promise<void> {
  const { random } = context;
  const [key, value] = [random.word(6), random.word(7)];
  const client = new BookClient(context);
  const stored = await client.ask(`1${key}|${value}`, { wanted: "1", key }, "whole", "\r\n");
  const answer = await client.ask(`0${key}`, { wanted: value, key });
  if (answer.endsWith("\r") && !stored.endsWith("\r")) {
    const came = new TextEncoder().encode(`${answer}\n`);
    throw new RuleViolation("different", BOOK_EXPECTED.answer(value), came, undefined, {
      tells: COMMON.carriageReturn,
    });
  }
  await client.ask(`0${key}`, { wanted: value, key }, "whole", "\r\n");
}

async function accents(context: RuleContext): Promise<void> {
  const { random } = context;
  await keeps(new BookClient(context), `clé ${random.word(4)}`, `été 🦆 ${random.word(3)}`);
}

/** What one client stores the next one reads, once the first has left. */
async function clients(context: RuleContext): Promise<void> {
  const { random } = context;
  const [key, value] = [random.word(6), random.word(8)];
  const one = new BookClient(context);
  await one.ask(`1${key}|${value}`, { wanted: "1", key });
  one.close();
  await new BookClient(context).ask(`0${key}`, { wanted: value, key });
}

/** One says nothing, one breaks off in the middle. */
async function leaves(context: RuleContext): Promise<void> {
  (await context.connect()).close();
  const rude = await context.connect();
  await rude.send(`0${context.random.word(5)}`);
  rude.reset();
  await keeps(new BookClient(context), context.random.word(6), context.random.word(7));
}

/** The book's servers serve one after another: what is more is a note. */
async function atOnce(context: RuleContext): Promise<void> {
  await context.connect();
  await keeps(new BookClient(context), context.random.word(6), context.random.word(7));
}

/** Finds out how many clients it serves, and how many requests of each. */
export function surveyBook({ framing }: BookCheck): Survey {
  const dialogue: Dialogue = {
    service: "book",
    base: "book.store",
    accents: "book.accents",
    source: BOOK_SOURCE,
    mark: framing === "line" ? "\n" : "",
    concurrent: false,
    pair: ({ word }) => ({ ask: `1${word(5)}|1`, answer: exactly("1") }),
    accented: ({ word }) => ({ ask: `1${word(5)}|é`, answer: exactly("1") }),
    greet: () => Promise.resolve(),
  };
  return surveyDialogue(dialogue);
}
