import type { RuleContext } from "../rule_context.ts";
import { RuleViolation } from "../causes/rule_violation.ts";
import { otherwise, type Rule, when } from "../rule.ts";
import * as pattern from "../causes/failure_patterns.ts";
import { COMMON_CAUSES, COMMON_TEXTS } from "../texts/common_texts.ts";
import { ECHO_CAUSES as WHY, ECHO_TEXTS as TEXTS, MIRRORED } from "../texts/echo_texts.ts";
import { EXPECTED_OF } from "../texts/expected_texts.ts";
import { protohackers } from "../texts/source.ts";
import type { ObservedConnection } from "../probes/observed_connection.ts";
import { GENERAL, NOBODY_THERE } from "../causes/line_causes.ts";

/**
 * Protohackers' problem 0, "Smoke Test": every byte comes back, to five clients at once, until they have said
 * everything.
 */
export function smokeRules(): Rule[] {
  // The look of bytes tells nothing where any bytes are right
  const causes = [
    ...NOBODY_THERE,
    when(pattern.pythonBytes, COMMON_CAUSES.pythonBytes),
    when(pattern.stillOpen, COMMON_CAUSES.ignoresEnd),
    when(pattern.hungUp, COMMON_CAUSES.halfClose),
    otherwise(WHY.notBinary),
  ];
  const content = CONTENTS.map((make, index): Rule => ({
    id: `main.test.content.${index}`,
    ...TEXTS.binary,
    title: {
      en: `${TEXTS.binary.title.en} (${make.name.en})`,
      fr: `${TEXTS.binary.title.fr} (${make.name.fr})`,
    },
    severity: "must",
    needs: index === 0 ? [] : ["main.test.content.0"],
    causes,
    probe: async (context) => await mirror(await context.connect(), make.bytes(context)),
  }));
  return [...content, {
    id: "multiclient.test",
    ...COMMON_TEXTS.at_once,
    source: protohackers(0),
    severity: "must",
    needs: ["main.test.content.0"],
    causes: [...GENERAL, otherwise(COMMON_CAUSES.notConcurrent)],
    probe: fiveAtOnce,
  }];
}

const CONTENTS = [
  { name: MIRRORED.line, bytes: ({ random }: RuleContext) => encode(`${random.word(8)}\n`) },
  { name: MIRRORED.all, bytes: () => Uint8Array.from({ length: 256 }, (_, index) => index) },
  { name: MIRRORED.some, bytes: ({ random }: RuleContext) => random.bytes(5000) },
  { name: MIRRORED.many, bytes: ({ random }: RuleContext) => random.bytes(200_000) },
];

async function mirror(conn: ObservedConnection, bytes: Uint8Array): Promise<void> {
  await conn.send(bytes, bytes.length < 10_000 ? "random" : "whole");
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
