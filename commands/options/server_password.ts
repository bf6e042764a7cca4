import { type Message, msg, ownText } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { type Option, optional } from "../../mod/cli/option.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { passwordProblem } from "../../mod/io/password_door.ts";
import { askSecretly } from "./ask_password.ts";

/** Where the one password of a server comes from. */
export interface PasswordSource {
  /** The environment variable that it may stand in. */
  readonly variable: string;
  /** Asks for it on the terminal. */
  readonly question: Message;
}

/** The password of a room. */
export const ROOM_PASSWORD: PasswordSource = {
  variable: "NETLAB_CHAT_PASSWORD",
  question: msg`password of the room: `,
};

/** The password of a key/value store. */
export const STORE_PASSWORD: PasswordSource = {
  variable: "NETLAB_KV_PASSWORD",
  question: msg`password of the store: `,
};

/**
 * `--password`: without a value, which every process of the machine could read on the command line.
 *
 * @param accepts whether the argument after it can only be meant for a password
 */
export function passwordOption(
  { variable }: PasswordSource,
  help: string,
  accepts: (argument: string) => boolean = () => false,
): Option<string | undefined> {
  return optional<string>({
    help: msg`${ownText(help)}, from ${variable} or typed at the prompt`,
    alone: variable,
    accepts,
    read: () => {
      throw new MessageError(
        msg`takes no password on the command line, where others can see it; set ${variable} instead`,
      );
    },
  });
}

/** The password in the environment, if there is one. */
export function passwordInEnvironment(
  { variable }: PasswordSource,
  context: CommandContext,
): string | undefined {
  return context.env(variable);
}

/**
 * The password for `--password`: from the environment, or else asked for on the terminal.
 *
 * @param given the value of the option
 * @returns undefined when the option was not given
 */
export async function givenPassword(
  source: PasswordSource,
  given: string | undefined,
  context: CommandContext,
): Promise<string | undefined> {
  if (given === undefined) return undefined;
  const set = passwordInEnvironment(source, context);
  const password = set ?? await asked(source, context);
  const problem = passwordProblem(password);
  const where = set === undefined ? "--password" : source.variable;
  if (problem !== undefined) throw new UsageError(msg`the password of ${where} cannot be used: ${problem}`);
  return password;
}

async function asked({ variable, question }: PasswordSource, context: CommandContext): Promise<string> {
  if (!context.stdin.isTerminal()) {
    throw new UsageError(msg`--password needs ${variable} in the environment, or a terminal to ask on`);
  }
  return await askSecretly(context.translate(question), context) ?? "";
}
