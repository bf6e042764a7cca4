import { Buffer } from "node:buffer";
import { msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { preview } from "../../../io/visible_text.ts";
import type { Connection } from "../../../net/connection.ts";

/** An answer, as its form tells it: texts have one character a byte. */
export type RespReply =
  | { readonly type: "simple" | "error" | "text" | "big" | "double"; readonly text: string }
  | { readonly type: "integer"; readonly value: bigint }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "null" }
  | { readonly type: "array" | "set" | "push"; readonly items: readonly RespReply[] }
  | { readonly type: "map"; readonly entries: readonly (readonly [RespReply, RespReply])[] };

/** What came is no answer. */
export class RespError extends MessageError {
  override readonly name = "RespError";
}

/** The longest answer that is understood, with everything in it, bytes. */
const LONGEST = 1 << 29;
/** How deep an answer may be nested. */
const DEEPEST = 32;

/**
 * Answers out of the bytes of a connection, in the form of RESP2 or RESP3.
 *
 * What a server says is believed as far as bytes have come: no room is made for a length that is only announced.
 */
export class RespReader {
  readonly #connection: Pick<Connection, "read">;
  #buffer: Buffer = Buffer.alloc(4096);
  #start = 0;
  #end = 0;
  #left = 0;

  constructor(connection: Pick<Connection, "read">) {
    this.#connection = connection;
  }

  /**
   * The next answer.
   *
   * @returns `null` when the server has said everything
   * @throws {RespError} when it is none, or ends in the middle
   */
  async next(): Promise<RespReply | null> {
    this.#left = LONGEST;
    if (this.#start === this.#end && !await this.#more()) return null;
    return await this.#reply(0);
  }

  async #reply(depth: number): Promise<RespReply> {
    if (depth > DEEPEST) throw new RespError(msg`the server sent an answer that is nested too deeply`);
    const line = await this.#line();
    const rest = line.slice(1);
    switch (line[0]) {
      case "+":
        return { type: "simple", text: rest };
      case "-":
        return { type: "error", text: rest };
      case "!":
        return { type: "error", text: await this.#text(count(rest)) };
      case ":":
        if (!/^[+-]?\d{1,30}$/.test(rest)) throw unexpected(line);
        return { type: "integer", value: BigInt(rest) };
      case ",":
        return { type: "double", text: rest };
      case "(":
        return { type: "big", text: rest };
      case "#":
        return { type: "boolean", value: rest === "t" };
      case "_":
        return { type: "null" };
      case "$":
        return rest === "-1" ? { type: "null" } : { type: "text", text: await this.#text(count(rest)) };
      case "=":
        return { type: "text", text: (await this.#text(count(rest))).slice(4) };
      case "*":
        return rest === "-1"
          ? { type: "null" }
          : { type: "array", items: await this.#items(count(rest), depth) };
      case "~":
        return { type: "set", items: await this.#items(count(rest), depth) };
      case ">":
        return { type: "push", items: await this.#items(count(rest), depth) };
      case "%": {
        const items = await this.#items(count(rest) * 2, depth);
        const entries = items.flatMap((each, at) => at % 2 === 0 ? [[each, items[at + 1]!] as const] : []);
        return { type: "map", entries };
      }
      case "|": // attributes of the answer that follows
        await this.#items(count(rest) * 2, depth);
        return await this.#reply(depth + 1);
      default:
        throw unexpected(line);
    }
  }

  async #items(count: number, depth: number): Promise<RespReply[]> {
    const items: RespReply[] = [];
    while (items.length < count) items.push(await this.#reply(depth + 1));
    return items;
  }

  /** A line without its end. */
  async #line(): Promise<string> {
    let scanned = this.#start;
    while (true) {
      const found = this.#buffer.subarray(0, this.#end).indexOf(0x0a, scanned);
      if (found >= 0) {
        const line = this.#buffer.toString("latin1", this.#start, found);
        this.#take(found + 1 - this.#start);
        return line.endsWith("\r") ? line.slice(0, -1) : line;
      }
      if (this.#end - this.#start > LONGEST_LINE) {
        throw new RespError(msg`the server sent a line without an end`);
      }
      scanned = this.#end - this.#start;
      await this.#need();
      scanned += this.#start;
    }
  }

  async #text(length: number): Promise<string> {
    while (this.#end - this.#start < length + 2) await this.#need();
    const text = this.#buffer.toString("latin1", this.#start, this.#start + length);
    this.#take(length + 2);
    return text;
  }

  #take(length: number): void {
    this.#left -= length;
    if (this.#left < 0) throw new RespError(msg`the server sent an answer that is too long`);
    this.#start += length;
  }

  async #need(): Promise<void> {
    if (this.#end - this.#start > this.#left) {
      throw new RespError(msg`the server sent an answer that is too long`);
    }
    if (!await this.#more()) throw new RespError(msg`the server sent an answer that ends in the middle`);
  }

  async #more(): Promise<boolean> {
    if (this.#start > 0) {
      this.#buffer.copyWithin(0, this.#start, this.#end);
      this.#end -= this.#start;
      this.#start = 0;
    }
    if (this.#end === this.#buffer.length) {
      const grown = Buffer.alloc(this.#buffer.length * 2);
      this.#buffer.copy(grown, 0, 0, this.#end);
      this.#buffer = grown;
    }
    const length = await this.#connection.read(this.#buffer.subarray(this.#end));
    if (length === null) return false;
    this.#end += length;
    return true;
  }
}

const LONGEST_LINE = 65_536;

function count(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw unexpected(text);
  return Number(text);
}

function unexpected(line: string): RespError {
  return new RespError(
    msg`the server sent ${preview(Buffer.from(line, "latin1"))}, which is no answer of this protocol`,
  );
}
