import { command } from "../../mod/cli/command.ts";
import { idleOption } from "../../mod/cli/idle_options.ts";
import { choice, flag, number, type ParsedLine } from "../../mod/cli/option.ts";
import { MESSAGE_FRAMINGS } from "../../mod/io/message_framing.ts";
import { budgetRules } from "../../mod/check/rules/budget_rules.ts";
import { mobRules } from "../../mod/check/rules/mob/mob_rules.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { type Message, msg } from "../../mod/i18n/message.ts";
import { commandRules } from "../../mod/check/rules/chat/chat_command_rules.ts";
import { chatMessageRules } from "../../mod/check/rules/chat/chat_message_rules.ts";
import { chatRules } from "../../mod/check/rules/chat/chat_rules.ts";
import type { ClientTarget } from "../../mod/check/targets/client_target.ts";
import { clientRules } from "../../mod/check/rules/client_rules.ts";
import { checkClient } from "../../mod/check/command/check_client.ts";
import { checkOptions, checkPermissions } from "../options/check_options.ts";
import { checkServer } from "../../mod/check/command/check_server.ts";
import { listRules } from "../../mod/check/command/select_rules.ts";

export default command({
  name: "check chat",
  summary: "check a chat server, or a client of one",
  description:
    "The server of sheet 001, questions 5 and 6: a line from one client goes to all the others. What the server says\n" +
    "besides (a welcome, names, who has come) does not matter; a server that asks for a name gets one.",
  args: {},
  options: {
    ...checkOptions,
    login: flag({ help: "the first line of a client is its name, even if nobody asks for one" }),
    expect: number({ min: 2, max: 100, help: "the server starts once this many clients are connected" }),
    commands: idleOption(
      flag({ help: "try the commands of sheet 004 §2.6, too: /all /me /help /bye" }),
      [forLines],
    ),
    framing: choice({
      choices: ["line", ...MESSAGE_FRAMINGS],
      default: "line",
      help:
        "what marks a message off: its line end, a length of 8, 16 or 32 bits in front, or a zero byte behind",
    }),
    protocol: idleOption(
      choice({
        choices: ["sheet", "protohackers", "mob"],
        default: "sheet",
        help:
          "whose rules: the sheet's, or those of Protohackers' Budget Chat, or of its proxy, Mob in the Middle",
      }),
      [forLines],
    ),
    upstream: number({
      value: "PORT",
      max: 65_535,
      help: "with --protocol mob: the port of the chat server that the proxy goes on to, which is netlab",
      shown: "a free one",
    }),
  },
  examples: [
    {
      command: 'netlab check chat --run "{python} my_server.py {port}"',
      does: "start a server and check it",
    },
    {
      command: "netlab check chat --connect localhost:8767 --commands",
      does: "one that knows the commands, too",
    },
    {
      command: "netlab check chat --framing u16 --run './my_chat {port}'",
      does: "one whose messages have their length in front",
    },
    { command: 'netlab check chat --run "node chat.js {port}" --protocol protohackers', does: "Budget Chat" },
    {
      command:
        'netlab check chat --protocol mob --run "{python} proxy.py {port} {upstream-host} {upstream-port}"',
      does: "a proxy, which is told where the chat server is",
    },
  ],
  permissions: checkPermissions,
  async run({ options }, context) {
    const { framing } = options;
    if (options.listen !== undefined) {
      if (framing !== "line") {
        throw new UsageError(msg`--listen checks clients of lines, not --framing ${framing}`);
      }
      const rules = (target: ClientTarget) => clientRules(target, CHAT_TALK);
      return await checkClient({ service: "chat", framing: "line", rules }, options, context);
    }
    const sheet = [...chatRules(options), ...(options.commands ? commandRules(options) : [])];
    const { protocol, upstream } = options;
    const ofLines = { sheet: () => sheet, protohackers: budgetRules, mob: mobRules }[protocol];
    const rules = framing === "line" ? ofLines() : chatMessageRules({ ...options, framing });
    if (options.list) return await listRules(rules, context);
    if (protocol !== "mob" && upstream !== undefined) {
      throw new UsageError(msg`--upstream is for --protocol mob, which checks a proxy`);
    }
    const plan = { service: "chat", rules, framing: "line" as const };
    return await checkServer(
      protocol === "mob" ? { ...plan, upstream: upstream ?? 0 } : plan,
      options,
      context,
    );
  },
});

/** Commands, and the rules of others, are lines. */
function forLines({ options }: ParsedLine): Message | undefined {
  const { framing } = options;
  return framing === "line" ? undefined : msg`is for lines, and not for --framing ${String(framing)}`;
}

/** A client in a talk where each side may speak at any time. */
const CHAT_TALK = {
  service: "chat",
  typed: [{ text: "bonjour", answer: "" }, { text: "à demain", answer: "" }],
  accented: "ÇA ALORS 🦆",
  mark: "\n" as const,
  turns: false,
};
