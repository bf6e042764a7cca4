import { exactly } from "../probes/answer.ts";
import type { RuleContext } from "../rule_context.ts";
import { ask, type Dialogue, meet } from "../probes/dialogue.ts";
import { type Rule, seen, when } from "../rule.ts";
import { ECHO_CAUSES as WHY, ECHO_TEXTS as TEXTS } from "../texts/echo_texts.ts";
import { EXPECTED } from "../texts/expected_texts.ts";
import { DESCRIBED, GENERAL } from "../causes/line_causes.ts";
import * as pattern from "../causes/failure_patterns.ts";
import { UNEXPLAINED as SEEN } from "../texts/common_causes.ts";

/** The minimal exchange of sheet 004 §2.1: one message, one reply, the end. */
export function replyRules(reply: string, dialogue: Dialogue): Rule[] {
  const exchange = async (context: RuleContext) => {
    const conn = await meet(context, dialogue);
    await ask(conn, { ask: "Bonjour serveur !", answer: exactly(reply) }, dialogue);
    return conn;
  };
  return [
    {
      id: "echo.reply",
      ...TEXTS.reply,
      severity: "must",
      causes: [...GENERAL, when(pattern.different, WHY.replyMissing), ...DESCRIBED],
      probe: async (context) => void await exchange(context),
    },
    {
      id: "echo.reply_end",
      ...TEXTS.replyEnd,
      severity: "must",
      needs: ["echo.reply"],
      causes: [...GENERAL, seen(pattern.stillOpen, SEEN.replyOpen), ...DESCRIBED],
      probe: async (context) => await (await exchange(context)).end(EXPECTED.endAfterReply),
    },
  ];
}
