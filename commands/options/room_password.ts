import { type Message, msg, ownText } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { type Option, optional } from "../../mod/cli/option.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { passwordProblem } from "../../mod/services/chat/room/door.ts";
import { askSecretly } from "./ask_password.ts";

/** Where the password of a room may stand. */
const VARIABLE = "NETLAB_CHAT_PASSWORD";

/**
 * `--password`: without a value, which every process of the machine could read on the command line.
 *
 * @param accepts whether the argument after it can only be meant for a password
 */
export function roomPasswordOption(
  help: string,
  accepts: (argument: string) => boolean = () => false,
): Option<string | undefined> {
  return optional<string>({
    help: msg`${ownText(help)}, from ${VARIABLE} or typed at the prompt`,
    alone: VARIABLE,
    accepts,
    read: () => {
      throw new MessageError(
        msg`takes no password on the command line, where others can see it; set ${VARIABLE} instead`,
      );
    },
  });
}

/** The password of the room in the environment, if there is one. */
export function passwordInEnvironment(context: CommandContext): string | undefined {
  return context.env(VARIABLE);
}

/**
 * The password for `--password`: from the environment, or else asked for on the terminal.
 *
 * @param given the value of the option
 * @returns undefined when the option was not given
 */
export async function roomPassword(
  given: string | undefined,
  context: CommandContext,
): Promise<string | undefined> {
  if (given === undefined) return undefined;
  const set = passwordInEnvironment(context);
  const password = set ?? await asked(context);
  const problem = passwordProblem(password);
  const source: Message | string = set === undefined ? "--password" : VARIABLE;
  if (problem !== undefined) throw new UsageError(msg`the password of ${source} cannot be used: ${problem}`);
  return password;
}

async function asked(context: CommandContext): Promise<string> {
  if (!context.stdin.isTerminal()) {
    throw new UsageError(msg`--password needs ${VARIABLE} in the environment, or a terminal to ask on`);
  }
  return await askSecretly(context.translate(PASSWORD_QUESTION), context) ?? "";
}

const PASSWORD_QUESTION = msg`password of the room: `;
