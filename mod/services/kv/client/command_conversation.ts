import type { Connection } from "../../../net/connection.ts";
import { RespReader, type RespReply } from "../resp/resp_reader.ts";
import { type CommandWords, encodeCommands, isSubscription } from "./encode_commands.ts";

/** How many commands may be on their way before their answers have come. */
const AT_ONCE = 1000;

/**
 * A client's side of a conversation with a key/value server.
 *
 * Answers are read all the time, also while commands are being written, so neither side waits for the other one to make
 * room, a message of a channel is told when it comes, and a server that leaves is noticed by somebody who asks nothing.
 */
export class CommandConversation {
  readonly #connection: Connection;
  readonly #replies: RespReader;
  readonly #tell: (reply: RespReply) => Promise<void>;
  /** The commands that have answers to come, the first command first. */
  #pending: { answers: number; readonly subscribes: boolean }[] = [];
  #idle = Promise.withResolvers<void>();
  /** A subscription was confirmed: messages follow until the end. */
  isSubscribed = false;

  /** @param tell takes each answer; its result is awaited */
  constructor(connection: Connection, tell: (reply: RespReply) => Promise<void>) {
    this.#connection = connection;
    this.#replies = new RespReader(connection);
    this.#tell = tell;
  }

  /** Reads until the server has said everything. @throws {RespError} when it says something else */
  async listen(): Promise<void> {
    for (let reply = await this.#replies.next(); reply !== null; reply = await this.#replies.next()) {
      await this.#tell(reply);
      const [first] = this.#pending;
      if (first === undefined) continue;
      first.answers--;
      this.isSubscribed ||= first.subscribes && reply.type !== "error";
      if (first.answers === 0 || reply.type === "error") this.#pending.shift();
      if (this.#pending.length === 0) this.#idle.resolve();
    }
  }

  /** Whether a command has not been answered. */
  get isWaiting(): boolean {
    return this.#pending.length > 0;
  }

  /** Asks commands. @returns when they were answered */
  async ask(commands: readonly CommandWords[]): Promise<void> {
    for (let start = 0; start < commands.length; start += AT_ONCE) {
      const part = commands.slice(start, start + AT_ONCE);
      this.#idle = Promise.withResolvers();
      this.#pending.push(
        ...part.map((words) => ({ answers: answersTo(words), subscribes: isSubscription(words) })),
      );
      await this.#connection.write(encodeCommands(part));
      await this.#idle.promise;
    }
  }
}

/** How many answers a command has: one for each channel of those it subscribes to. */
function answersTo(words: CommandWords): number {
  return isSubscription(words) ? Math.max(1, words.length - 1) : 1;
}
