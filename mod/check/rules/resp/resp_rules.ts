import { described, NOBODY_THERE, TOLD } from "../../causes/line_causes.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import type { Failure } from "../../causes/rule_violation.ts";
import type { Dialogue } from "../../probes/dialogue.ts";
import { type Cause, type Rule, seen, when } from "../../rule.ts";
import { surveyDialogue } from "../../survey/survey_dialogue.ts";
import type { Survey } from "../../run_check.ts";
import { COMMON_CAUSES as COMMON, UNEXPLAINED as SEEN } from "../../texts/common_causes.ts";
import { EXPECTED } from "../../texts/expected_texts.ts";
import { RESP_CAUSES as WHY } from "../../texts/resp_causes.ts";
import { RESP_SOURCE, RESP_TEXTS as TEXTS } from "../../texts/resp_texts.ts";
import { ruleMaker } from "../rule_maker.ts";
import {
  answeredPieces,
  firstAnswered,
  linesAsCommands,
  refusing,
  RESP_PROBES as probe,
} from "./resp_probes.ts";
import { RESP_MORE_PROBES as more } from "./resp_more_probes.ts";
import { RESP_COMPANY_PROBES as company } from "./resp_company_probes.ts";
import { respRequest } from "./resp_reply.ts";

/** The rules of a small Redis, as a course lets one be written. */
export function respRules(): Rule[] {
  return [
    sooner(rule("ping", TEXTS.ping, probe.ping), when(linesAsCommands, WHY.linesAsCommands)),
    rule("several", TEXTS.several, probe.several, {
      questions: true,
      causes: [
        when(pattern.both(pattern.hungUp, pattern.answeredBefore), COMMON.closesEarly),
        when(pattern.answeredAtEnd, COMMON.answersAtEnd),
        seen(pattern.both(pattern.nothing, pattern.answeredBefore), SEEN.second),
      ],
    }),
    rule("case", TEXTS.case, probe.anyCase),
    rule("echo", TEXTS.echo, probe.echo),
    rule("set_get", TEXTS.set_get, probe.setGet, { causes: [when(isNil, WHY.forgets)] }),
    rule("nil", TEXTS.nil, probe.nil),
    rule("empty", TEXTS.empty, probe.empty, { causes: [when(refusing, WHY.emptyWord)] }),
    sooner(
      rule("pieces", TEXTS.pieces, probe.pieces, {
        causes: [when(pattern.control("holds"), WHY.oneRecv)],
        control: probe.oneByOne,
      }),
      when(answeredPieces, WHY.answersPieces),
    ),
    rule("pipeline", TEXTS.pipeline, probe.pipeline, {
      causes: [
        when(pattern.both(pattern.control("holds"), firstAnswered), WHY.onlyFirst),
        when(pattern.control("holds"), WHY.together),
      ],
      control: probe.oneByOne,
    }),
    rule("line_ends", TEXTS.line_ends, probe.lineEnds, {
      causes: [when(pattern.control("holds"), WHY.lineEndsBreak)],
      control: probe.oneByOne,
    }),
    rule("accents", TEXTS.accents, probe.accents, {
      causes: [when(pattern.control("holds"), WHY.accentsBreak)],
      control: probe.oneByOne,
    }),
    rule("binary", TEXTS.binary, probe.binary, {
      severity: "should",
      causes: [
        when(pattern.decodeError, WHY.decodes),
        when(pattern.control("holds"), WHY.bytesBreak),
      ],
      control: probe.oneByOne,
    }),
    rule("large", TEXTS.large, probe.large, {
      causes: [seen(({ ended }) => ended === undefined, WHY.large)],
    }),
    rule("many", TEXTS.many, probe.many, { causes: [when(isNil, WHY.forgets)] }),
    rule("unknown", TEXTS.unknown, more.unknown, {
      // Who closes after each answer does so after this one, too.
      alike: ["resp.several"],
      causes: [
        when(
          pattern.both(pattern.hungUp, (failure) => !pattern.tellsError(failure.said)),
          WHY.closesOnUnknown,
        ),
        when(pattern.different, WHY.notAnError),
      ],
    }),
    rule("arguments", TEXTS.arguments, more.wrongArguments, {
      severity: "should",
      causes: [when(pattern.different, WHY.notAnError)],
    }),
    rule("at_once", TEXTS.at_once, company.atOnce, {
      company: true,
      causes: [
        when(pattern.turnedAway, COMMON.turnsAway),
        when(pattern.both(pattern.nothing, pattern.answeredBefore), COMMON.notConcurrent),
      ],
    }),
    rule("shared", TEXTS.shared, company.shared, {
      company: true,
      causes: [when(isNil, WHY.notShared)],
    }),
    rule("leaves", TEXTS.leaves, company.leaves, {
      company: true,
      severity: "should",
      causes: [
        when(pattern.both(pattern.gone, pattern.brokenPipe), COMMON.resetKills),
        when(pattern.both(pattern.keepsBusy, pattern.endBefore), COMMON.endlessLoop),
      ],
    }),
    rule("malformed", TEXTS.malformed, company.malformed, { company: true, severity: "should" }),
    rule("del", TEXTS.del, more.del, { severity: "should" }),
    rule("incr", TEXTS.incr, more.incr, { severity: "should" }),
    rule("px", TEXTS.px, more.px, { severity: "should" }),
    rule("ex", TEXTS.ex, more.ex, { severity: "should" }),
    rule("expire", TEXTS.expire, more.expire, { severity: "should" }),
    rule("ttl", TEXTS.ttl, more.ttl, { severity: "should" }),
    rule("inline", TEXTS.inline, more.inline, { severity: "should" }),
  ];
}

function isNil({ text }: Failure): boolean {
  return text.startsWith("$-1");
}

const STORED = ["ping", "several", "set_get"];

const NEEDS: Readonly<Record<string, readonly string[]>> = {
  ping: [],
  several: ["ping"],
  case: ["ping"],
  echo: ["ping"],
  set_get: ["ping", "several"],
  pieces: ["ping"],
  inline: ["ping"],
  unknown: ["ping"],
  pipeline: [...STORED, "pieces"],
  large: [...STORED, "pieces"],
  many: [...STORED, "pipeline"],
  arguments: ["ping", "unknown"],
  at_once: ["ping"],
  shared: [...STORED, "at_once"],
  leaves: ["ping", "at_once"],
  malformed: ["ping", "at_once"],
  del: [...STORED, "unknown"],
  incr: [...STORED, "unknown"],
  px: STORED,
  ex: STORED,
  expire: [...STORED, "unknown", "nil"],
  ttl: [...STORED, "unknown", "expire"],
};

const rule = ruleMaker({
  service: "resp",
  needs: NEEDS,
  usual: STORED,
  causes: (own) => [
    ...NOBODY_THERE,
    TOLD,
    when(pattern.both(pattern.extra, pattern.zeroByte), COMMON.zeroByte),
    when(pattern.extra, COMMON.extraBytes),
    when(pattern.crashed, COMMON.diedOfIt),
    ...own,
    seen(refusing, WHY.refuses),
    when(pattern.waiting, COMMON.notConcurrent),
    seen(pattern.stillOpen, WHY.nothing),
    ...described(WHY.nothing),
  ],
});

/** The same rule, with a cause that counts before what the bytes tell. */
function sooner(rule: Rule, cause: Cause): Rule {
  return { ...rule, causes: [...NOBODY_THERE, cause, ...rule.causes] };
}

/** As much of a conversation as tells what kind of server it is. */
const DIALOGUE: Dialogue = {
  service: "resp",
  base: "resp.ping",
  accents: "resp.accents",
  source: RESP_SOURCE,
  mark: "",
  concurrent: true,
  pair: () => PING,
  accented: () => PING,
  greet: () => Promise.resolve(),
};
const PING = {
  ask: new TextDecoder().decode(respRequest("PING")),
  answer: { expected: EXPECTED.onlyAnswers, fits: () => true },
};

/** Finds out how many clients it serves, and how many commands of each. */
export const surveyResp: Survey = surveyDialogue(DIALOGUE);
