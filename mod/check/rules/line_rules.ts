import type { Dialogue } from "../probes/dialogue.ts";
import type { Rule } from "../rule.ts";
import { COMMON_TEXTS as TEXTS } from "../texts/common_texts.ts";
import { type CommonRule, COMPANY, lineCauses } from "../causes/line_causes.ts";
import type { RuleContext } from "../rule_context.ts";
import { CONTROLS, LINE_PROBES } from "./line_probes.ts";

/**
 * The rules of any service in which a request gets an answer: the same conversation, delivered in
 * all the ways in which a network can deliver it, and clients that leave in all the ways in which
 * clients leave.
 *
 * In the style of sheet 004 a message has no mark, so rules that depend on finding its end are left
 * out.
 */
export function dialogueRules(dialogue: Dialogue): Rule[] {
  const rules = (names: CommonRule[]) => names.map((name) => commonRule(name, dialogue));
  const always = [
    "several",
    "half_close",
    "next_client",
    "silent_client",
    "reset",
    "garbage",
    "at_once",
  ] as const;
  if (dialogue.mark === "") return rules([...always]);
  const framed: CommonRule[] = [
    "bytewise",
    "glued",
    "split",
    "random",
    "slow",
    "crlf",
    "line_end",
  ];
  const long: CommonRule[] = dialogue.long === undefined ? [] : ["long"];
  const [several, halfClose, ...ends] = always;
  return rules([several, ...framed, ...long, halfClose, "last_line", ...ends]);
}

function commonRule(name: CommonRule, dialogue: Dialogue): Rule {
  const control = CONTROLS[name];
  const lenient = name === "crlf" || name === "last_line" || name === "garbage" ||
    name === "line_end" && !dialogue.strictLineEnd;
  return {
    id: `${dialogue.service}.${name}`,
    ...TEXTS[name],
    source: dialogue.source,
    severity: lenient ? "should" : "must",
    needs: [
      dialogue.base,
      ...(NEEDS[name] ?? []).map((need) => `${dialogue.service}.${need}`),
      ...(name === "split" ? [dialogue.accents] : []),
    ],
    after: (AFTER[name] ?? []).map((other) => `${dialogue.service}.${other}`),
    causes: lineCauses(name),
    company: COMPANY.includes(name),
    questions: QUESTIONS.includes(name),
    probe: (context) => LINE_PROBES[name](context, dialogue),
    ...(control === undefined ? {} : { control: (context: RuleContext) => control(context, dialogue) }),
  };
}

/** The ground on which a rule stands, besides the simplest exchange. */
const NEEDS: Partial<Readonly<Record<CommonRule, readonly CommonRule[]>>> = {
  glued: ["several", "bytewise"],
  random: ["several", "bytewise", "glued"],
  slow: ["bytewise"],
  long: ["bytewise"],
  split: ["bytewise"],
  silent_client: ["next_client"],
  reset: ["next_client"],
  garbage: ["next_client"],
  at_once: ["next_client"],
};
/** What is asked there comes as in these, too. */
const AFTER: Partial<Readonly<Record<CommonRule, readonly CommonRule[]>>> = {
  half_close: ["glued"],
  last_line: ["half_close"],
};
/** The rules about several questions on a connection. */
const QUESTIONS: readonly CommonRule[] = ["several", "glued", "random"];
