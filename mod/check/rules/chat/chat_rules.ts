import type { Rule } from "../../rule.ts";
import { chatCompanyRules } from "./chat_company_rules.ts";
import type { ChatCheck } from "./chat_rule.ts";
import { chatTalkRules } from "./chat_talk_rules.ts";

/** The rules of the chat of many (sheet 001, questions 5 and 6). */
export function chatRules(check: ChatCheck): Rule[] {
  return [...chatTalkRules(check), ...chatCompanyRules(check)];
}
