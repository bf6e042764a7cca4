import type { CauseText } from "../../causes/cause_text.ts";
import type { RuleContext } from "../../rule_context.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import { type Cause, type Rule, type RuleText, seen, when } from "../../rule.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { DESCRIBED, ITS_END, NOBODY_THERE, TOLD } from "../../causes/line_causes.ts";
import { COMMON_CAUSES } from "../../texts/common_causes.ts";
import { ECHO_CAUSES } from "../../texts/echo_texts.ts";
import {
  ECHO_UDP_CAUSES as WHY,
  ECHO_UDP_SEEN as SEEN,
  ECHO_UDP_TEXTS as TEXTS,
} from "../../texts/echo_udp_texts.ts";
import { awakeAsker } from "../../probes/awake_asker.ts";
import { equalBytes } from "../../probes/quoted_bytes.ts";
import type { Random } from "../../probes/seeded_random.ts";
import { UdpAsker } from "../../probes/udp_asker.ts";
import { begins, toldByBytes } from "./told_by_bytes.ts";

/** Which echo it is to be. */
export interface EchoUdpCheck {
  readonly transform: "upper" | "none";
}

/** The rules of echo over UDP: a datagram comes back, in upper case or as it was. */
export function echoUdpRules({ transform }: EchoUdpCheck): Rule[] {
  const echo = new Echo(transform);
  const first = transform === "upper" ? "upper" : "mirror";
  const base = { needs: [first] };
  const should = { ...base, severity: "should" } as const;
  return [
    rule(first, TEXTS[first], (context) => simple(context, echo), {
      causes: [
        when(pattern.misses("one datagram"), WHY.twice),
        when(pattern.both(pattern.nothing, pattern.servesOne), WHY.onlyOne),
        seen(pattern.both(pattern.nothing, pattern.answeredBefore), SEEN.second),
      ],
    }),
    rule("two_clients", TEXTS.twoClients, (context) => twoClients(context, echo), {
      ...base,
      company: true,
      causes: [seen(pattern.nothing, SEEN.other)],
    }),
    rule(
      "accents",
      TEXTS.accents,
      (context) => said(context, echo, `${context.random.pick(ACCENTED)} ✓ 🦆`),
      {
        ...base,
        causes: [
          when(pattern.sameButCase, transform === "upper" ? ECHO_CAUSES.asciiUpper : WHY.changed),
          when(pattern.onlyAscii, ECHO_CAUSES.onlyAscii),
          when(pattern.replaced, COMMON_CAUSES.mojibake),
          when(pattern.strayControls, COMMON_CAUSES.mojibake),
        ],
      },
    ),
    rule(
      "blanks",
      TEXTS.blanks,
      (context) => said(context, echo, `  ${context.random.word(4)}\n${context.random.word(3)}  `),
      {
        ...base,
        causes: [when(pattern.onlyTrimmed, ECHO_CAUSES.blanks)],
      },
    ),
    rule("binary", TEXTS.binary, (context) => binary(context, echo), {
      ...base,
      severity: transform === "none" ? "must" : "should",
      causes: [
        when(pattern.both(pattern.gone, pattern.decodeError), COMMON_CAUSES.garbageKills),
        when(pattern.throughText, ECHO_CAUSES.notBinary),
        ...DIED,
        seen(pattern.nothing, SEEN.silentSince),
      ],
    }),
    rule("empty", TEXTS.empty, (context) => empty(context, echo), {
      ...should,
      causes: [
        when(pattern.misses("answer from one that lives"), WHY.emptyIgnored),
        when(pattern.both(pattern.nothing, pattern.servesOne), WHY.emptyIsEnd),
        ...DIED,
        seen(pattern.nothing, SEEN.silentSince),
      ],
    }),
    rule("large", TEXTS.large, (context) => sized(context, echo, 1472), { ...should, causes: LARGE }),
    rule("largest", TEXTS.largest, (context) => sized(context, echo, 65_507), {
      needs: [first, "large"],
      severity: "should",
      causes: LARGE,
    }),
  ];
}

const ACCENTED = ["été", "élève", "çà et là", "noël"];
const DIED = [
  ...ITS_END,
  when(({ ended, said }) => ended === undefined && pattern.tellsError(said), COMMON_CAUSES.diedOfIt),
];
const LARGE = [...DIED, seen(pattern.nothing, WHY.largeIsLost)];

interface UdpRuleOptions {
  readonly severity?: Rule["severity"];
  readonly needs?: readonly string[];
  readonly causes: readonly Cause[];
  readonly company?: boolean;
}

function rule(
  id: string,
  text: RuleText,
  probe: Rule["probe"],
  { severity = "must", needs = [], company = false, causes }: UdpRuleOptions,
): Rule {
  return {
    id: `echo.udp_${id}`,
    ...text,
    severity,
    company,
    needs: needs.map((need) => `echo.udp_${need}`),
    causes: [
      ...NOBODY_THERE,
      TOLD,
      when(pattern.pythonBytes, COMMON_CAUSES.pythonBytes),
      when(pattern.mojibake, COMMON_CAUSES.mojibake),
      ...causes,
      ...DIED,
      when(pattern.sameButCase, ({ text }) => text === text.toUpperCase() ? WHY.changed : WHY.unchanged),
      when(pattern.around, ECHO_CAUSES.addsSomething),
      when(pattern.extra, WHY.otherPort),
      seen(pattern.nothing, SEEN.nothing),
      ...DESCRIBED,
    ],
    probe,
  };
}

/** What is to come back, and what has. */
class Echo {
  constructor(readonly transform: "upper" | "none") {}

  /** What a text is to come back as. */
  of(text: string): Uint8Array {
    return encoder.encode(this.transform === "upper" ? text.toUpperCase() : text);
  }

  /** Sends a text and hears its echo. @param before what was asked before */
  async ask(asker: UdpAsker, text: string, before: readonly string[] = []): Promise<void> {
    const right = this.of(text);
    const tells = (answer: Uint8Array) =>
      before.some((each) => equalBytes(answer, this.of(each)))
        ? COMMON_CAUSES.oneBehind
        : toldByBytes(answer, right, before.map((each) => this.of(each))) ?? cut(answer, right);
    await asker.askBytes(encoder.encode(text), right, tells);
  }
}

/** A datagram that is larger than the buffer loses its end. */
function cut(answer: Uint8Array, right: Uint8Array): CauseText | undefined {
  const isCut = answer.length >= SMALLEST_BUFFER && answer.length < right.length && begins(right, answer);
  return isCut ? WHY.cut(answer.length, right.length) : undefined;
}

/** A long word before a short one, whose answer would show what is left in a buffer. */
async function simple(context: RuleContext, echo: Echo): Promise<void> {
  const [long, short] = [words(context.random, 12), words(context.random, 4)];
  using asker = await awakeAsker(context, (asker) => echo.ask(asker, long));
  await asker.quiet();
  await echo.ask(asker, short, [long]);
  await asker.quiet();
}

async function said(context: RuleContext, echo: Echo, text: string): Promise<void> {
  using asker = await awakeAsker(context, (asker) => echo.ask(asker, words(context.random, 5)));
  await echo.ask(asker, text);
}

/** Both ask, first in turn and then at the same time. */
async function twoClients(context: RuleContext, echo: Echo): Promise<void> {
  using one = await awakeAsker(context, (asker) => echo.ask(asker, words(context.random, 5)));
  using two = new UdpAsker(context, 2);
  const askers = [[one, two], [two, one], [one, two]] as const;
  for (const [asker, other] of askers) {
    const text = words(context.random, 6);
    try {
      await echo.ask(asker, text);
    } catch (error) {
      if (!(error instanceof RuleViolation) || error.symptom !== "silence") throw error;
      const strayed = other.take().some(({ bytes }) => equalBytes(bytes, echo.of(text)));
      if (!strayed) throw error;
      throw new RuleViolation("silence", error.expected, undefined, undefined, { tells: WHY.otherClient });
    }
  }
  await one.quiet();
  await two.quiet();
}

/** Bytes that are no text; what comes back counts only where they are to be unchanged. */
async function binary(context: RuleContext, echo: Echo): Promise<void> {
  using asker = await awakeAsker(context, (asker) => echo.ask(asker, words(context.random, 5)));
  if (echo.transform === "none") {
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => (at * 7 + 0xc3) & 0xff);
    await asker.askBytes(bytes, bytes, (answer) => toldByBytes(answer, bytes));
  } else {
    await asker.send(Uint8Array.of(0xff, 0xfe, 0x00, 0xc3));
  }
  using other = new UdpAsker(context, 2);
  await echo.ask(other, words(context.random, 5));
}

async function empty(context: RuleContext, echo: Echo): Promise<void> {
  using asker = await awakeAsker(context, (asker) => echo.ask(asker, words(context.random, 5)));
  try {
    await asker.askBytes(NOTHING, NOTHING);
  } catch (error) {
    if (!(error instanceof RuleViolation) || error.symptom !== "silence") throw error;
    using other = new UdpAsker(context, 2);
    const lives = await echo.ask(other, words(context.random, 5)).then(() => true, () => false);
    if (!lives) throw error;
    throw new RuleViolation("silence", { ...error.expected, part: "answer from one that lives" });
  }
}

async function sized(context: RuleContext, echo: Echo, size: number): Promise<void> {
  using asker = await awakeAsker(context, (asker) => echo.ask(asker, words(context.random, 5)));
  await echo.ask(asker, context.random.word(size));
}

function words(random: Random, length: number): string {
  return `${random.word(length)} ${random.word(3)}`;
}

/** Nobody makes a smaller buffer: what is cut before that is cut for another reason. */
const SMALLEST_BUFFER = 8;
const NOTHING = new Uint8Array(0);
const encoder = new TextEncoder();
