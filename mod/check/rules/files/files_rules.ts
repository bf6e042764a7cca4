import type { Rule } from "../../rule.ts";
import { filesContentRules, filesFramingRules } from "./files_content_rules.ts";
import { filesPutRules } from "./files_put_rules.ts";
import { filesRefusalRules } from "./files_refusal_rules.ts";
import type { FilesCheck, FilesRuleSetting } from "./files_rule.ts";
import { filesVisitorRules } from "./files_visitor_rules.ts";

/** The rules of the file service (sheet 000 §3). */
export function filesRules(check: FilesCheck): Rule[] {
  const setting: FilesRuleSetting = { ...check, mark: check.framing === "line" ? "\n" : "" };
  return [
    ...filesContentRules(setting),
    ...filesRefusalRules(setting),
    ...(setting.mark === "" ? [] : filesFramingRules(setting)),
    ...filesVisitorRules(setting),
    ...(check.put === undefined ? [] : filesPutRules({ ...setting, put: check.put })),
  ];
}
