import { exactly } from "../probes/answer.ts";
import type { Bench } from "../bench.ts";
import { ask, type Dialogue, meet } from "../probes/dialogue.ts";
import { otherwise, type Rule } from "../rule.ts";
import { COMMON_CAUSES } from "../texts/common_texts.ts";
import { ECHO_CAUSES as WHY, ECHO_TEXTS as TEXTS } from "../texts/echo_texts.ts";
import { EXPECTED } from "../texts/expected_texts.ts";
import { GENERAL } from "../causes/line_causes.ts";

/** The minimal exchange of sheet 004 §2.1: one message, one reply, the end. */
export function replyRules(reply: string, dialogue: Dialogue): Rule[] {
  const exchange = async (bench: Bench) => {
    const wire = await meet(bench, dialogue);
    await ask(wire, { ask: "Bonjour serveur !", answer: exactly(reply) }, dialogue);
    return wire;
  };
  return [
    {
      id: "echo.reply",
      ...TEXTS.reply,
      severity: "must",
      causes: [...GENERAL, otherwise(WHY.replyMissing)],
      probe: async (bench) => void await exchange(bench),
    },
    {
      id: "echo.reply_end",
      ...TEXTS.replyEnd,
      severity: "must",
      needs: ["echo.reply"],
      causes: [...GENERAL, otherwise(COMMON_CAUSES.ignoresEnd)],
      probe: async (bench) => await (await exchange(bench)).end(EXPECTED.endAfterReply),
    },
  ];
}
