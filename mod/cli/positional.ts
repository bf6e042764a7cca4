import { type Message, msg, ownText } from "../i18n/message.ts";
import { MessageError, messageOf } from "../i18n/message_error.ts";
import type { Text } from "../i18n/text.ts";
import { readNumber } from "./option.ts";
import { parseHostPort } from "./host_port.ts";

/** One argument of a command that is known by its place. */
export interface Positional<Value> {
  /** As in the usage line: `[PORT]`, `HOST PORT`, `NAME…`. */
  readonly usage: string;
  /** Its description, without a capital at the start or a full stop at the end. */
  readonly help: string | Message;
  /** Words that a shell may complete; others may be understood, too. */
  readonly choices?: readonly string[];
  /** A description of each of these words, for shells that show it. */
  readonly titles?: () => Promise<Readonly<Record<string, Text>>>;
  /**
   * Takes its words from the front of the remaining arguments.
   *
   * @throws {MessageError} with a sentence about the missing or wrong word.
   */
  take(left: string[]): Value;
}

/** The positional arguments of a command in their order. */
export type PositionalTable = Readonly<Record<string, Positional<unknown>>>;

/** The arguments as a command gets them: each value by its argument's name. */
export type PositionalValues<Table extends PositionalTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Positional<infer Value> ? Value : never;
};

/** The port that a server listens on, 0 to 65535. */
export function listenPort(fallback: number): Positional<number> {
  return {
    usage: "[PORT]",
    help: msg`port to listen on, 0 for any free one (default ${fallback})`,
    take(left) {
      const typed = left.shift();
      return typed === undefined ? fallback : named("PORT", () => readNumber(typed, { max: 65_535 }));
    },
  };
}

/** A server to connect to: `HOST PORT`, `HOST:PORT` or `[::1]:PORT`. */
export function endpoint(
  help = "server to connect to; HOST:PORT and [::1]:PORT are understood, too",
): Positional<
  { hostname: string; port: number }
> {
  return {
    usage: "HOST PORT",
    help,
    take(left) {
      const first = left.shift();
      if (first === undefined) throw new MessageError(msg`${ownText("HOST PORT")} is missing`);
      const whole = parseHostPort(first);
      if (whole !== undefined) return whole;
      const typed = left.shift();
      if (typed === undefined) throw new MessageError(msg`PORT is missing after "${first}"`);
      const port = named("PORT", () => readNumber(typed, { min: 1, max: 65_535 }));
      return { hostname: first.replace(/^\[(.*)\]$/, "$1"), port };
    },
  };
}

/** One word; `choices` are those that a shell completes. */
export function word(name: string, help: string, choices: readonly string[] = []): Positional<string> {
  return {
    usage: name,
    help,
    choices,
    take(left) {
      const typed = left.shift();
      if (typed === undefined) throw new MessageError(msg`${ownText(name)} is missing`);
      return typed;
    },
  };
}

/** All the words that are left. */
export function words(name: string, help: string, { min = 1 }: { min?: number } = {}): Positional<string[]> {
  return {
    usage: min === 0 ? `[${name}…]` : `${name}…`,
    help,
    take(left) {
      if (left.length < min) throw new MessageError(msg`${ownText(name)} is missing`);
      return left.splice(0);
    },
  };
}

function named<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new MessageError(msg`${name} ${messageOf(error)}`);
  }
}
