/**
 * The two oldest services of the time: a client that connects is told it, without a question, and then the
 * connection ends. Daytime (RFC 867) tells it in a line for people, Time (RFC 868) in four bytes: the seconds since
 * 1900, the most significant byte first.
 */
import type { Cause, Rule, RuleText } from "../../rule.ts";
import { seen, when } from "../../rule.ts";
import type { RuleContext } from "../../rule_context.ts";
import { GENERAL, ITS_END, NOBODY_THERE } from "../../causes/line_causes.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { COMMON_CAUSES, UNEXPLAINED } from "../../texts/common_causes.ts";
import { COMMON_TEXTS } from "../../texts/common_texts.ts";
import { rfc } from "../../texts/source.ts";
import { TIME_CAUSES as WHY, TIME_SEEN as SEEN, TIME_TEXTS as TEXTS } from "../../texts/time_texts.ts";
import * as probe from "./time_probes.ts";

/** Which of the two services it is. */
export interface TimeCheck {
  readonly protocol: "daytime" | "rfc868";
  /** Whether the line of daytime has to have its end. */
  readonly framing: "line" | "chunk";
}

/** What a rule may have besides. */
interface TimeRule {
  readonly needs?: readonly string[];
  readonly company?: boolean;
  readonly severity?: Rule["severity"];
}

/** The rules of a server that tells the time. */
export function timeRules({ protocol, framing }: TimeCheck): Rule[] {
  const daytime = protocol === "daytime";
  const source = rfc(daytime ? 867 : 868);
  const rule = (
    name: string,
    text: Omit<RuleText, "source">,
    tried: (context: RuleContext) => Promise<void>,
    causes: readonly Cause[],
    { needs = ["unasked"], company = false, severity = "must" }: TimeRule = {},
  ): Rule => ({
    id: `time.${name}`,
    ...text,
    source,
    severity,
    needs: needs.map((need) => `time.${need}`),
    ...(company ? { company } : {}),
    causes: [...(daytime ? GENERAL : NOBODY_THERE), ...causes, ...ITS_END, ...DESCRIBED],
    probe: tried,
  });
  const told = daytime
    ? [
      // RFC 867 knows no syntax: "should be just one line".
      ...(framing === "line" ? [rule("line", TEXTS.line, probe.oneLine, LINE, { severity: "should" })] : []),
      rule("right", TEXTS.right, probe.rightLine, []),
    ]
    : [
      rule("four_bytes", TEXTS.fourBytes, probe.fourBytes, BYTES),
      rule("right", TEXTS.right, probe.rightNumber, NUMBER, { needs: ["four_bytes"] }),
    ];
  const later = daytime ? probe.laterLine : probe.laterNumber;
  return [
    rule("unasked", TEXTS.unasked, probe.unasked, ASKED, { needs: [] }),
    ...told,
    rule("end", TEXTS.end, probe.end, [when(pattern.misses("end before the client's"), WHY.waitsForEnd)]),
    rule("next_client", COMMON_TEXTS.next_client, probe.nextClient, ONE, { company: true }),
    rule("goes_on", TEXTS.goesOn, later, [when(pattern.misses("a time that goes on"), WHY.takenOnce)], {
      needs: ["next_client"],
      company: true,
    }),
    rule("reset", COMMON_TEXTS.reset, probe.reset, RESET, { needs: ["next_client"], company: true }),
  ];
}

const ASKED = [
  when(pattern.misses("time before a question"), WHY.waitsForQuestion),
  when(pattern.answeredAtEnd, WHY.waitsForEndOfClient),
];
const LINE = [when(({ symptom, text }) => symptom === "extra" && /\n./s.test(text), WHY.severalLines)];
const BYTES = [
  when(({ text }) => /^\s*\d{9,11}\s*$/.test(text), WHY.asDigits),
  when(({ received }) => received.length === 8, WHY.eightBytes),
];
const NUMBER = [
  when(probe.countsFrom(1970, "big"), WHY.since1970),
  when(probe.countsFrom(1900, "little"), WHY.byteOrder),
  when(probe.countsFrom(1970, "little"), WHY.byteOrderAnd1970),
];
const ONE = [when(pattern.servesOne, COMMON_CAUSES.oneClient)];
const RESET = [when(pattern.both(pattern.gone, pattern.brokenPipe), COMMON_CAUSES.resetKills)];
const DESCRIBED: readonly Cause[] = [
  seen(pattern.refused, UNEXPLAINED.refused),
  seen(pattern.stillOpen, SEEN.open),
  seen(({ symptom }) => symptom === "reset", SEEN.reset),
  seen(({ symptom, text }) => text === "" && symptom !== "different", SEEN.nothing),
  seen(() => true, SEEN.otherTime),
];
