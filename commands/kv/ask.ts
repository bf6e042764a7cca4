import { msg, prefixed } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import { command } from "../../mod/cli/command.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { endpoint, words } from "../../mod/cli/positional.ts";
import type { Connection } from "../../mod/net/connection.ts";
import { formatHostPort } from "../../mod/net/address/socket_address.ts";
import type { CommandWords } from "../../mod/services/kv/client/encode_commands.ts";
import { latin1Bytes, latin1Of } from "../../mod/services/kv/latin1.ts";
import { CommandConversation } from "../../mod/services/kv/client/command_conversation.ts";
import { formatReply, isFailure, plainReply } from "../../mod/services/kv/client/format_reply.ts";
import { RespError, type RespReply } from "../../mod/services/kv/resp/resp_reader.ts";
import { splitInline } from "../../mod/services/kv/resp/split_inline.ts";
import { dialServer } from "../../mod/services/dial_server.ts";
import { type Inputs, openInputs } from "../../mod/terminal/inputs.ts";
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
      await asker.converse(args.words, formatHostPort(args.server.hostname, args.server.port));
      return asker.failures === 0 ? 0 : 1;
    } catch (error) {
      throw error instanceof RespError ? error : dialled.explain(error);
    }
  },
});

const UNBALANCED = msg`a quotation mark is not closed, or more follows right after it`;

/** Somebody who asks a key/value server. */
class Asker {
  /** Answers that were errors. */
  failures = 0;
  /** Where answers are shown to somebody at a prompt. */
  #show: ((text: string) => Promise<void>) | undefined;
  /** The server was asked to end the conversation. */
  #hasQuit = false;
  /** Takes the next answer instead of having it shown. */
  #silently: ((reply: RespReply) => void) | undefined;
  readonly #connection: Connection;
  readonly #conversation: CommandConversation;
  readonly #context: CommandContext;
  readonly #over: Promise<void>;

  constructor(connection: Connection, context: CommandContext) {
    this.#connection = connection;
    this.#context = context;
    this.#conversation = new CommandConversation(connection, (reply) => this.#tell(reply));
    this.#over = this.#conversation.listen();
    this.#over.catch(() => {/* whoever waits for it is told */});
  }

  /** Gives the password. @throws {MessageError} when it is not the one */
  async identify(password: string): Promise<void> {
    this.#connection.conceal?.(true);
    const answer = new Promise<RespReply>((resolve) => this.#silently = resolve);
    const answered = this.#ask([["AUTH", latin1Of(password)]]);
    answered.catch(() => {/* it is awaited below */});
    const reply = await Promise.race([answer, answered.then(() => answer)]);
    this.#connection.conceal?.(false);
    if (reply.type === "error") throw new MessageError(msg`the server refuses the password: ${reply.text}`);
  }

  /** Asks what is to be asked. @param given the words of the command line */
  async converse(given: readonly string[], server: string): Promise<void> {
    if (given.length > 0) await this.#ask(commandsOf(given));
    else await this.#readCommands(server);
    if (this.#conversation.isSubscribed) await this.#over;
  }

  async #readCommands(server: string): Promise<void> {
    await using inputs = await openInputs([], `${server}> `, this.#context);
    this.#show = (text) => inputs.show(text);
    const asking = this.#askAll(inputs);
    const left = this.#over.then(() => {
      if (!this.#hasQuit) throw new MessageError(msg`the server closed the connection`);
    });
    await Promise.race([asking, left]);
  }

  async #askAll(inputs: Inputs): Promise<void> {
    for await (const batch of inputs.batches) {
      let commands: CommandWords[] = [];
      for (const line of batch) {
        const words = splitInline(latin1Of(line));
        if (words === undefined) {
          await this.#ask(commands);
          commands = [];
          this.failures++;
          inputs.tell(prefixed("netlab kv", UNBALANCED));
        } else if (words.length > 0) commands.push(words);
      }
      await this.#ask(commands);
      if (this.#hasQuit) return;
    }
  }

  /** Asks, and waits until all was answered. @throws {MessageError} when the server leaves before */
  async #ask(commands: readonly CommandWords[]): Promise<void> {
    this.#hasQuit ||= commands.some(([name = ""]) => /^quit$/i.test(name));
    const asking = this.#conversation.ask(commands);
    asking.catch(() => {/* a server that has left: whoever reads is told first */});
    const left = this.#over.then(() => {
      if (this.#conversation.isWaiting && !this.#hasQuit) {
        throw new MessageError(msg`the server closed the connection before it had answered`);
      }
    });
    await Promise.race([asking, left]);
  }

  async #tell(reply: RespReply): Promise<void> {
    if (this.#silently !== undefined) {
      this.#silently(reply);
      this.#silently = undefined;
      return;
    }
    if (isFailure(reply)) this.failures++;
    const { stdout } = this.#context;
    if (!stdout.isTerminal()) await stdout.write(latin1Bytes(plainReply(reply)));
    else if (this.#show !== undefined) await this.#show(`${formatReply(reply)}\n`);
    else await stdout.write(`${formatReply(reply)}\n`);
  }
}

/** The words of the command line: one command, or each a command. */
function commandsOf(given: readonly string[]): CommandWords[] {
  if (!given[0]!.includes(" ")) return [given.map(latin1Of)];
  return given.map((each) => {
    const words = splitInline(latin1Of(each));
    if (words === undefined) throw new UsageError(UNBALANCED);
    return words;
  }).filter((words) => words.length > 0);
}
