import type { Rule } from "../../rule.ts";
import { httpContentRules } from "./http_content_rules.ts";
import { httpMessageRules, httpTypeRules } from "./http_message_rules.ts";
import { httpRequestRules } from "./http_request_rules.ts";
import type { HttpCheck } from "./http_rule.ts";
import { httpVisitorRules } from "./http_visitor_rules.ts";

/** The rules of a web server (RFC 9110, RFC 9112), in an order in which each may need those before it. */
export function httpRules(check: HttpCheck): Rule[] {
  return [
    ...httpMessageRules(check),
    // Of a single page nobody asks for files.
    ...check.page === undefined ? httpContentRules(check) : [],
    ...httpTypeRules(check),
    ...httpRequestRules(check),
    ...httpVisitorRules(check),
  ];
}
