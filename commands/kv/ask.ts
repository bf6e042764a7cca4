import { Buffer } from "node:buffer";
import { msg, prefixed } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import { command } from "../../mod/cli/command.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { endpoint, words } from "../../mod/cli/positional.ts";
import type { Connection } from "../../mod/net/connection.ts";
import { formatHostPort } from "../../mod/net/address/socket_address.ts";
import {
  askCommands,
  bytesOf,
  type CommandWords,
  encodeCommands,
  isSubscription,
} from "../../mod/services/kv/client/ask_commands.ts";
import { formatReply, isFailure, plainReply } from "../../mod/services/kv/client/format_reply.ts";
import { RespError, RespReader, type RespReply } from "../../mod/services/kv/resp/resp_reader.ts";
import { splitInline } from "../../mod/services/kv/resp/split_inline.ts";
import { dialServer } from "../../mod/services/dial_server.ts";
import { openInputs } from "../../mod/terminal/inputs.ts";
import { clientOptions, dialingOf } from "../options/client_options.ts";
import {
  givenPassword,
  passwordInEnvironment,
  passwordOption,
  STORE_PASSWORD,
} from "../options/server_password.ts";

const options = {
  password: passwordOption(STORE_PASSWORD, "give the password of the store"),
  ...clientOptions,
};

export default command({
  name: "kv ask",
  summary: "ask a key/value server, or Redis",
  description:
    "The words are one command; if the first has a space in it, each is a command. Without any, reads them from standard input; at a terminal, with a prompt and history.",
  args: { server: endpoint(), words: words("COMMAND", "what to ask", { min: 0 }) },
  options,
  examples: [
    { command: "netlab kv ask localhost 6379 set greeting hello", does: "one command" },
    { command: 'netlab kv ask localhost 6379 "incr n" "get n"', does: "several, on one connection" },
    {
      command: "netlab kv ask localhost 6379 subscribe news",
      does: "messages of a channel, until Ctrl-C",
    },
    { command: "netlab kv ask localhost 6379", does: "a prompt; {end-key} ends it" },
  ],
  permissions: { net: { why: "the connection to the server" } },
  async run({ args, options }, context) {
    const password = await givenPassword(STORE_PASSWORD, options.password, context) ??
      passwordInEnvironment(STORE_PASSWORD, context);
    using dialled = await dialServer(args.server, dialingOf(options, context));
    const asker = new Asker(dialled.connection, context);
    try {
      if (password !== undefined) await asker.identify(password);
      return await converse(
        asker,
        args.words,
        formatHostPort(args.server.hostname, args.server.port),
        context,
      );
    } catch (error) {
      if (error instanceof RespError) throw error;
      throw dialled.explain(error);
    }
  },
});

/** Asks what is to be asked. @returns the exit code */
async function converse(
  asker: Asker,
  given: readonly string[],
  server: string,
  context: CommandContext,
): Promise<number> {
  if (given.length > 0) {
    const commands = given[0]!.includes(" ") ? given.map(split) : [given.map(bytesOf)];
    await asker.ask(commands.filter((each) => each.length > 0));
    return asker.exitCode;
  }
  await using inputs = await openInputs([], `${server}> `, context);
  asker.show = (text) => inputs.show(text);
  for await (const batch of inputs.batches) {
    const commands: CommandWords[] = [];
    for (const line of batch) {
      const words = splitInline(bytesOf(line));
      if (words === undefined) {
        if (commands.length > 0 && !await asker.ask(commands.splice(0))) return asker.exitCode;
        asker.failures++;
        context.stderr.tell(prefixed("netlab kv", UNBALANCED));
      } else if (words.length > 0) commands.push(words);
    }
    if (!await asker.ask(commands)) break;
  }
  return asker.exitCode;
}

/** The words of a line. @throws {UsageError} when a quotation mark is not closed */
function split(line: string): CommandWords {
  const words = splitInline(bytesOf(line));
  if (words === undefined) throw new UsageError(UNBALANCED);
  return words;
}

const UNBALANCED = msg`a quotation mark is not closed, or more follows right after it`;

/** A conversation with a key/value server. */
class Asker {
  /** Answers that were errors. */
  failures = 0;
  /** Where answers to a prompt are shown. */
  show: ((text: string) => Promise<void>) | undefined;
  readonly #connection: Connection;
  readonly #replies: RespReader;
  readonly #context: CommandContext;

  constructor(connection: Connection, context: CommandContext) {
    this.#connection = connection;
    this.#replies = new RespReader(connection);
    this.#context = context;
  }

  get exitCode(): number {
    return this.failures === 0 ? 0 : 1;
  }

  /** Gives the password. @throws {MessageError} when it is not the one */
  async identify(password: string): Promise<void> {
    this.#connection.conceal?.(true);
    await this.#connection.write(encodeCommands([["AUTH", bytesOf(password)]]));
    const reply = await this.#replies.next();
    this.#connection.conceal?.(false);
    if (reply?.type === "error") throw new MessageError(msg`the server refuses the password: ${reply.text}`);
  }

  /** Asks, and shows the answers. @returns whether the server goes on */
  async ask(commands: readonly CommandWords[]): Promise<boolean> {
    const isOn = await askCommands(this.#connection, this.#replies, commands, (reply) => this.#tell(reply));
    if (!isOn) {
      if (commands.some(([name = ""]) => /^quit$/i.test(name))) return false;
      throw new MessageError(msg`the server closed the connection before it had answered`);
    }
    if (commands.some(isSubscription)) await this.#listen();
    return isOn;
  }

  async #listen(): Promise<void> {
    for (let heard = await this.#replies.next(); heard !== null; heard = await this.#replies.next()) {
      await this.#tell(heard);
    }
  }

  async #tell(reply: RespReply): Promise<void> {
    if (isFailure(reply)) this.failures++;
    const { stdout } = this.#context;
    if (this.show !== undefined && stdout.isTerminal()) await this.show(`${formatReply(reply)}\n`);
    else if (stdout.isTerminal()) await stdout.write(`${formatReply(reply)}\n`);
    else await stdout.write(Buffer.from(plainReply(reply), "latin1"));
  }
}
