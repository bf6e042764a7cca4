import * as pattern from "../../causes/failure_patterns.ts";
import { described, ITS_END, NOBODY_THERE, TOLD } from "../../causes/line_causes.ts";
import { type Cause, type Rule, type RuleText, seen, when } from "../../rule.ts";
import { COMMON_CAUSES as COMMON, UNEXPLAINED } from "../../texts/common_causes.ts";
import {
  ECHO_MESSAGE_CAUSES as WHY,
  ECHO_MESSAGE_SEEN as SEEN,
  ECHO_MESSAGE_TEXTS as TEXTS,
} from "../../texts/echo_message_texts.ts";
import { type EchoMessageCheck, MessageProbes } from "./message_probes.ts";

/** The rules of echo with messages that a length in front or a zero byte behind marks off. */
export function echoMessageRules(check: EchoMessageCheck): Rule[] {
  const probes = new MessageProbes(check);
  const first = check.transform === "upper" ? "upper" : "mirror";
  const base = [first];
  const cut = { needs: [first, "several"], control: probes.inTurn };
  const company = { needs: [first, "next_client"], company: true } as const;
  const mayBeCut = check.framing === "u16" || check.framing === "u32";
  // A program that takes a read for a message breaks all of them: it is told once.
  const split = mayBeCut ? ["length_split"] : [];
  const whole = when(pattern.control("holds"), WHY.bodyOneRecv);
  return [
    rule(first, TEXTS[first], probes.one),
    rule("several", TEXTS.several, probes.several, {
      needs: base,
      questions: true,
      causes: [
        EXTRA,
        ...ITS_END,
        when(pattern.both(pattern.hungUp, pattern.answeredBefore), COMMON.closesEarly),
        seen(pattern.both(pattern.nothing, pattern.answeredBefore), UNEXPLAINED.second),
      ],
    }),
    rule("accents", TEXTS.accents, probes.accents, { needs: base }),
    rule("empty", TEXTS.empty, probes.empty, {
      needs: [first, "several"],
      questions: true,
      causes: [
        ...ITS_END,
        when(pattern.both(pattern.nothing, pattern.answersNext), WHY.emptyIgnored),
        when(pattern.hungUp, WHY.emptyIsEnd),
      ],
    }),
    rule("content", TEXTS.content, probes.content, { needs: base }),
    ...(mayBeCut
      ? [
        rule("length_split", TEXTS.lengthSplit, probes.lengthSplit, {
          ...cut,
          causes: [when(pattern.control("holds"), WHY.lengthOneRecv)],
        }),
      ]
      : []),
    rule("body_split", TEXTS.bodySplit, probes.bodySplit, {
      ...cut,
      needs: [...cut.needs, ...split],
      causes: [whole],
    }),
    rule("glued", TEXTS.glued, probes.glued, {
      ...cut,
      needs: [...cut.needs, "body_split"],
      questions: true,
      causes: [EXTRA, when(pattern.control("holds"), WHY.onlyFirst)],
    }),
    rule("random", TEXTS.random, probes.random, {
      needs: [first, "several", ...split, "body_split", "glued"],
      control: probes.inTurn,
      questions: true,
      causes: [EXTRA, whole],
    }),
    rule("long", TEXTS.long, probes.long, {
      needs: [first, "body_split"],
      causes: [...ITS_END, seen(pattern.nothing, SEEN.long)],
    }),
    rule("half_close", TEXTS.halfClose, probes.halfClose, {
      needs: [first, "several", "glued"],
      control: probes.inTurn,
      causes: [
        when(pattern.endless, COMMON.endlessAnswers),
        LOOPS,
        seen(pattern.stillOpen, UNEXPLAINED.open),
        ...ITS_END,
        when(pattern.both(pattern.hungUp, pattern.control("holds")), COMMON.halfClose),
      ],
    }),
    rule("next_client", TEXTS.nextClient, probes.nextClient, {
      needs: base,
      company: true,
      causes: AFTER_ANOTHER,
    }),
    rule("unfinished", TEXTS.unfinished, probes.unfinished, {
      ...company,
      control: probes.politely,
      causes: AFTER_ANOTHER,
    }),
    rule("reset", TEXTS.reset, probes.reset, {
      ...company,
      control: probes.politely,
      causes: [
        when(pattern.both(pattern.gone, pattern.brokenPipe), COMMON.resetKills),
        when(pattern.both(pattern.gone, pattern.control("holds")), COMMON.resetEnds),
        ...AFTER_ANOTHER,
      ],
    }),
    rule("at_once", TEXTS.atOnce, probes.atOnce, {
      ...company,
      causes: [
        when(pattern.misses("client that waited"), COMMON.waiterForgotten),
        when(pattern.turnedAway, COMMON.turnsAway),
        when(pattern.both(pattern.nothing, pattern.answeredBefore), COMMON.notConcurrent),
      ],
    }),
  ];
}

const EXTRA = when(pattern.extra, COMMON.extraBytes);
const LOOPS = when(pattern.both(pattern.keepsBusy, pattern.endBefore), COMMON.endlessLoop);
const AFTER_ANOTHER = [
  when(pattern.servesOne, COMMON.oneClient),
  when(pattern.crashed, COMMON.endKills),
  when(pattern.both(pattern.different, pattern.control("holds")), COMMON.mixedUp),
  LOOPS,
  seen(pattern.nothing, UNEXPLAINED.nextClient),
];

interface MessageRuleOptions extends Pick<Rule, "company" | "questions" | "control"> {
  readonly needs?: readonly string[];
  readonly causes?: readonly Cause[];
}

function rule(
  id: string,
  text: RuleText,
  probe: Rule["probe"],
  { needs = [], causes = [], ...more }: MessageRuleOptions = {},
): Rule {
  return {
    id: `echo.message_${id}`,
    ...text,
    severity: "must",
    ...more,
    needs: needs.map((need) => `echo.message_${need}`),
    causes: [...NOBODY_THERE, TOLD, ...causes, ...described(SEEN.nothing)],
    probe,
  };
}
