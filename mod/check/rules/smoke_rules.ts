import type { RuleContext } from "../rule_context.ts";
import { RuleViolation } from "../causes/rule_violation.ts";
import { type Rule, seen, when } from "../rule.ts";
import * as pattern from "../causes/failure_patterns.ts";
import { COMMON_CAUSES, UNEXPLAINED as SEEN } from "../texts/common_causes.ts";
import { COMMON_TEXTS } from "../texts/common_texts.ts";
import { ECHO_CAUSES as WHY, ECHO_TEXTS as TEXTS, MIRRORED } from "../texts/echo_texts.ts";
import { EXPECTED_OF } from "../texts/expected_texts.ts";
import { protohackers } from "../texts/source.ts";
import type { ObservedConnection } from "../probes/observed_connection.ts";
import { DESCRIBED, GENERAL, ITS_END, NOBODY_THERE } from "../causes/line_causes.ts";

/**
 * Protohackers' problem 0, "Smoke Test": every byte comes back, to five clients at once, until they have said
 * everything.
 */
export function smokeRules(): Rule[] {
  // The look of bytes tells nothing where any bytes are right
  const causes = [
    ...NOBODY_THERE,
    when(pattern.pythonBytes, COMMON_CAUSES.pythonBytes),
    when(pattern.endless, COMMON_CAUSES.endlessAnswers),
    when(pattern.both(pattern.stillOpen, pattern.keepsBusy), COMMON_CAUSES.endlessLoop),
    seen(pattern.stillOpen, SEEN.open),
    ...ITS_END,
    when(pattern.sentInOtherCase, WHY.notMirrored),
    when(pattern.throughText, WHY.notBinary),
    when(pattern.both(pattern.hungUp, pattern.control("holds")), COMMON_CAUSES.halfClose),
    when(pattern.both(pattern.hungUp, ({ received }) => received.length > 0), WHY.closesBefore),
    ...DESCRIBED,
  ];
  const content = CONTENTS.map((make, index): Rule => ({
    id: `smoke.content_${index}`,
    ...TEXTS.binary,
    source: protohackers(0, `main.test.content.${index}`),
    title: {
      en: `${TEXTS.binary.title.en} (${make.name.en})`,
      fr: `${TEXTS.binary.title.fr} (${make.name.fr})`,
    },
    severity: "must",
    needs: index === 0 ? [] : ["smoke.content_0"],
    causes,
    probe: async (context) => await mirror(await context.connect(), make.bytes(context)),
    control: async (context) => await mirror(await context.connect(), make.bytes(context), false),
  }));
  return [...content, {
    id: "smoke.multiclient",
    ...COMMON_TEXTS.at_once,
    source: protohackers(0, "multiclient.test"),
    severity: "must",
    needs: ["smoke.content_0"],
    causes: [...GENERAL, when(pattern.waiting, COMMON_CAUSES.notConcurrent), ...DESCRIBED],
    probe: fiveAtOnce,
  }];
}

const CONTENTS = [
  { name: MIRRORED.line, bytes: ({ random }: RuleContext) => encode(`${random.word(8)}\n`) },
  { name: MIRRORED.all, bytes: () => Uint8Array.from({ length: 256 }, (_, index) => index) },
  { name: MIRRORED.some, bytes: ({ random }: RuleContext) => random.bytes(5000) },
  { name: MIRRORED.many, bytes: ({ random }: RuleContext) => random.bytes(200_000) },
];

/** @param half whether the client says that it has sent everything before it waits for the answer. */
async function mirror(conn: ObservedConnection, bytes: Uint8Array, half = true): Promise<void> {
  await conn.send(bytes, bytes.length < 10_000 ? "random" : "whole");
  if (!half) return void await conn.bytes(bytes.length, EXPECTED_OF.mirrored(bytes.length));
  await conn.halfClose();
  const expected = EXPECTED_OF.mirrored(bytes.length);
  const received = await conn.rest(expected);
  if (received.length !== bytes.length || received.some((byte, index) => byte !== bytes[index])) {
    throw new RuleViolation(received.length < bytes.length ? "closed" : "different", expected, received);
  }
}

/** All five are there before the first says a word, and the last one speaks first. */
async function fiveAtOnce(context: RuleContext): Promise<void> {
  const conns: ObservedConnection[] = [];
  for (let client = 0; client < 5; client++) conns.push(await context.connect());
  for (const conn of conns.reverse()) await mirror(conn, encode(`${context.random.word(20)}\n`));
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
