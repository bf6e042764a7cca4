import { DESCRIBED, NOBODY_THERE } from "../../causes/line_causes.ts";
import { type Cause, type Rule, type RuleText, when } from "../../rule.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { CHAT_CAUSES as WHY } from "../../texts/chat_texts.ts";
import { COMMON_CAUSES } from "../../texts/common_causes.ts";

/** How the chat is to be. */
export interface ChatCheck {
  /** Whether the first line of a client is its name. */
  readonly login: boolean;
  /** How many clients the server waits for before it begins. */
  readonly expect?: number;
}

/** The settings of a rule of the chat. */
export interface ChatRuleOptions {
  readonly severity?: Rule["severity"];
  /** The rules that it needs, by the last part of their ids; the simplest ones by default. */
  readonly needs?: readonly string[];
  /** Whether it is about several clients, as nearly all are. @default true */
  readonly company?: boolean;
  readonly control?: Rule["control"];
  readonly bulk?: Rule["bulk"];
  /** Those whose mistakes break it, too, by the last part of their ids. */
  readonly after?: readonly string[];
}

/** A rule of the chat. */
export function chatRule(
  id: string,
  text: RuleText,
  causes: readonly Cause[],
  probe: Rule["probe"],
  { severity = "must", needs = ["all", "any_order"], company = true, control, after = [], bulk = false }:
    ChatRuleOptions = {},
): Rule {
  const ids = needs.map((need) => `chat.${need}`);
  return {
    id: `chat.${id}`,
    ...text,
    severity,
    needs: ids,
    after: after.map((other) => `chat.${other}`),
    causes: [...GENERAL, ...causes, ...DESCRIBED],
    company,
    bulk,
    probe,
    ...(control === undefined ? {} : { control }),
  };
}

const GENERAL: readonly Cause[] = [
  ...NOBODY_THERE,
  when(pattern.pythonBytes, COMMON_CAUSES.pythonBytes),
  when(
    ({ symptom, text, expected }) =>
      symptom === "silence" && !text.endsWith("\n") && expected.exact !== undefined &&
      text.includes(expected.exact),
    WHY.noLineEnd,
  ),
];
