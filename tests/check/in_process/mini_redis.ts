import type { RunningServer } from "./broken_servers.ts";
import { type Client, servingClients } from "./tcp_server.ts";

/** A value, one character a byte, and until when it is there. */
interface Entry {
  readonly value: string;
  readonly until: number;
}

/** What a server with a mistake does otherwise. */
export interface MiniRedisChange {
  /** What is answered; `right` makes the right answer. */
  answer?(words: readonly string[], right: () => string, redis: MiniRedis): string;
  /** The next command, as its words; null at the end. */
  read?(client: Client): Promise<readonly string[] | null>;
  /** The conversation with a client. */
  serve?(client: Client, redis: MiniRedis): Promise<void>;
}

/** A small Redis of this process, right but for what is changed. */
export function miniRedis(change: MiniRedisChange = {}): RunningServer {
  const redis = new MiniRedis(change);
  return servingClients((client) => change.serve?.(client, redis) ?? redis.serve(client));
}

/** Keys, values and the commands that a course asks for. */
export class MiniRedis {
  readonly entries = new Map<string, Entry>();
  readonly #change: MiniRedisChange;

  constructor(change: MiniRedisChange) {
    this.#change = change;
  }

  async serve(client: Client): Promise<void> {
    const read = this.#change.read ?? readCommand;
    for (let words = await read(client); words !== null; words = await read(client)) {
      await client.write(bytesOf(this.respond(words)));
    }
  }

  respond(words: readonly string[]): string {
    const right = () => this.answer(words);
    return this.#change.answer?.(words, right, this) ?? right();
  }

  answer([name = "", ...args]: readonly string[]): string {
    const command = COMMANDS[name.toUpperCase()];
    if (command === undefined) return `-ERR unknown command '${name}'\r\n`;
    const [least, most, run] = command;
    if (args.length < least || args.length > most) return "-ERR wrong number of arguments\r\n";
    return run(this, args as [string, ...string[]]);
  }

  get(key: string): string | undefined {
    const entry = this.entries.get(key);
    return entry !== undefined && entry.until > Date.now() ? entry.value : undefined;
  }

  set(key: string, value: string, until = Infinity): string {
    this.entries.set(key, { value, until });
    return "+OK\r\n";
  }
}

type Run = (redis: MiniRedis, args: readonly [string, ...string[]]) => string;

const COMMANDS: Readonly<Record<string, readonly [least: number, most: number, run: Run]>> = {
  PING: [0, 1, (_, [text]) => text === undefined ? "+PONG\r\n" : bulk(text)],
  ECHO: [1, 1, (_, [text]) => bulk(text)],
  GET: [1, 1, (redis, [key]) => bulk(redis.get(key))],
  SET: [2, 4, (redis, [key, value, unit = "", time]) => {
    const factor = { PX: 1, EX: 1000 }[unit.toUpperCase()];
    return redis.set(key, value!, factor === undefined ? Infinity : Date.now() + Number(time) * factor);
  }],
  DEL: [1, Infinity, (redis, keys) => `:${keys.filter((key) => redis.entries.delete(key)).length}\r\n`],
  INCR: [1, 1, (redis, [key]) => {
    const value = redis.get(key) ?? "0";
    if (!/^-?\d+$/.test(value)) return "-ERR value is not an integer\r\n";
    redis.set(key, `${Number(value) + 1}`);
    return `:${Number(value) + 1}\r\n`;
  }],
  EXPIRE: [2, 2, (redis, [key, seconds]) => {
    const value = redis.get(key);
    if (value === undefined) return ":0\r\n";
    redis.set(key, value, Date.now() + Number(seconds) * 1000);
    return ":1\r\n";
  }],
  TTL: [1, 1, (redis, [key]) => {
    if (redis.get(key) === undefined) return ":-2\r\n";
    const left = redis.entries.get(key)!.until - Date.now();
    return `:${left === Infinity ? -1 : Math.ceil(left / 1000)}\r\n`;
  }],
};

/** A bulk string, or nil. */
export function bulk(text: string | undefined): string {
  return text === undefined ? "$-1\r\n" : `$${text.length}\r\n${text}\r\n`;
}

/** An array of bulk strings, or a line of words. */
export async function readCommand(client: Client): Promise<readonly string[] | null> {
  const first = await line(client);
  if (first === null) return null;
  if (!first.startsWith("*")) return first.split(" ");
  const words: string[] = [];
  while (words.length < Number(first.slice(1))) {
    const head = await line(client);
    if (head === null || !/^\$\d{1,9}$/.test(head)) return null;
    const word = await client.exactly(Number(head.slice(1)));
    if (word === null || await client.exactly(2) === null) return null;
    words.push(textOf(word));
  }
  return words;
}

/** The next line, without its end. */
export async function line(client: Client): Promise<string | null> {
  const bytes = await client.until(0x0a);
  return bytes === null ? null : textOf(bytes).replace(/\r$/, "");
}

/** One character a byte. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes).replace(/[\u0100-\uffff]/g, (each) => WINDOWS[each] ?? each);
}

/** Its bytes. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (each) => each.charCodeAt(0));
}

/** The decoder's latin1 is windows-1252, which has other characters for 0x80 to 0x9f. */
const WINDOWS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 32 }, (_, at) => 0x80 + at).map((byte) => [
    new TextDecoder("latin1").decode(Uint8Array.of(byte)),
    String.fromCharCode(byte),
  ]),
);
