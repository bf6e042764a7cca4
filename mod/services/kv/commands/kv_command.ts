import type { KvClient } from "../kv_client.ts";
import type { KvServer } from "../kv_server.ts";

/** What a command is asked with. */
export interface Call {
  readonly server: KvServer;
  readonly client: KvClient;
  /** All words of the request, the command's name first; one character a byte. */
  readonly words: readonly string[];
}

/** A command of the server. */
export interface KvCommand {
  /**
   * How many words a request has, the name being one of them; negative: at least so many. That is how COMMAND tells
   * it.
   */
  readonly arity: number;
  /** What the command is, in the words of COMMAND. */
  readonly flags: readonly CommandFlag[];
  /** Which words are keys: the first, the last (negative: counted from the end) and the step; none when left out. */
  readonly keys?: readonly [first: number, last: number, step: number];
  /** Whether its answers are messages, as those of channels: they come where no answers are wanted, too. */
  readonly pushes?: true;
  /** Answers, by `client.reply`; exactly one reply, unless it says so itself. */
  run(call: Call): void | Promise<void>;
}

/**
 * `write`: changes keys, so its answer comes when they are kept. `readonly`: tells keys. `denyoom`: is refused when there
 * is no room. `pubsub`: may be asked while subscribed. `no_auth`: may be asked before the password was given.
 * `no_queue`: is done at once within MULTI; `no_multi`: is refused there.
 */
export type CommandFlag =
  | "write"
  | "readonly"
  | "denyoom"
  | "pubsub"
  | "fast"
  | "no_auth"
  | "no_queue"
  | "no_multi"
  | "admin";

/** A table of commands, by their names in upper case. */
export type CommandTable = Readonly<Record<string, KvCommand>>;

/** What a command answers that could not do it. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/** Words that many commands say. */
export const SYNTAX = "ERR syntax error";
export const NOT_INTEGER = "ERR value is not an integer or out of range";
export const NOT_FLOAT = "ERR value is not a valid float";
