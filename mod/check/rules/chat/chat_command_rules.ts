import type { Text } from "../../../i18n/text.ts";
import type { RuleContext } from "../../rule_context.ts";
import { ChatClients } from "../../probes/chat_clients.ts";
import { quoted } from "../../causes/expectation.ts";
import { type Rule, when } from "../../rule.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { CHAT_CAUSES as WHY, CHAT_TEXTS as TEXTS } from "../../texts/chat_texts.ts";
import { EXPECTED } from "../../texts/expected_texts.ts";
import { type ChatCheck, chatRule as rule } from "./chat_rule.ts";

/** The commands of sheet 004 §2.6, for servers that know them; clients have names. */
export function commandRules(check: ChatCheck): Rule[] {
  const answers = (command: string, fits: (line: string, name: string) => boolean, expected: Text) =>
  async (
    context: RuleContext,
  ) => {
    const { members: [client] } = await ChatClients.of(1, context, check);
    await client!.conn.send(`${command}\n`);
    await client!.conn.until(
      (text) => text.split("\n").some((line) => fits(line.trimEnd(), client!.name)),
      expected,
    );
    if (command === "/bye") await client!.conn.end(EXPECTED.endAfterBye);
  };
  const named = (line: string, name: string) => check.login ? name : line;
  const command = [when(pattern.saidWrong, WHY.command)];
  // In a chat in which nobody hears anything it is no wonder that commands are not answered.
  const alone = { needs: [], company: false, after: ["all"] };
  return [
    rule(
      "slash_all",
      TEXTS.commandAll,
      command,
      answers(
        "/all Salut tout le monde !",
        (line, name) => /^\[[^\]]+\] Salut tout le monde !$/.test(line) && line.includes(named(line, name)),
        quoted("[Ginette] Salut tout le monde !"),
      ),
      alone,
    ),
    rule(
      "slash_me",
      TEXTS.commandMe,
      command,
      answers(
        "/me applaudit",
        (line, name) => /^\* \S+ applaudit$/.test(line) && line.includes(named(line, name)),
        quoted("* Ginette applaudit"),
      ),
      alone,
    ),
    rule(
      "slash_help",
      TEXTS.commandHelp,
      command,
      answers("/help", (line) => /\/(bye|all|me)\b/.test(line), EXPECTED.commands),
      alone,
    ),
    rule(
      "slash_bye",
      TEXTS.commandBye,
      [when(pattern.stillOpen, WHY.bye), ...command],
      answers("/bye", (line) => /^À bientôt\b.*!$/.test(line), quoted("À bientôt Ginette !")),
      alone,
    ),
  ];
}
