import type { CauseText } from "../causes/cause_text.ts";
import { MESSAGE_SIZES, messageFramer, type MessageFraming } from "../../io/message_framing.ts";
import { RuleViolation } from "../causes/rule_violation.ts";
import type { RuleContext } from "../rule_context.ts";
import { EXPECTED_OF } from "../texts/expected_texts.ts";
import type { ChatClientsOptions } from "./chat_clients.ts";
import { ASKS_NAME, CLIENT_NAMES } from "./chat_clients.ts";
import { joinBytes, marked } from "./message_talk.ts";
import type { ObservedConnection } from "./observed_connection.ts";
import { sleep } from "./sleep.ts";

/** How clients come into a chat of messages. */
export interface MessageRoomOptions extends ChatClientsOptions {
  readonly framing: MessageFraming;
  /** The mistake that bytes tell which came where a message with this text should have. */
  tells(came: Uint8Array, text: string): CauseText | undefined;
}

/** Somebody in the room. */
export interface RoomMember {
  readonly name: string;
  readonly conn: ObservedConnection;
}

/**
 * A few clients of a chat whose messages are marked off. What it says besides (a welcome, names, who has come) does not
 * matter: a message is looked for that holds a word which nobody else can have said.
 */
export class MessageRoom {
  readonly members: RoomMember[] = [];
  readonly #context: RuleContext;
  readonly #options: MessageRoomOptions;
  #asked: boolean | undefined;

  constructor(context: RuleContext, options: MessageRoomOptions) {
    [this.#context, this.#options] = [context, options];
  }

  /** Whether the server asks for a name. */
  get asksName(): boolean {
    return this.#asked === true;
  }

  /** Connects `count` clients, one after another. */
  static async of(count: number, context: RuleContext, options: MessageRoomOptions): Promise<MessageRoom> {
    const room = new MessageRoom(context, options);
    for (let client = 0; client < count; client++) await room.join();
    await room.settle();
    return room;
  }

  /** One more, who gives a name where the first was asked for one. */
  async join(): Promise<RoomMember> {
    const conn = await this.#context.connect();
    const name = CLIENT_NAMES[this.members.length % CLIENT_NAMES.length]!;
    if (this.#asked !== false) {
      const asked = conn.until((text) => ASKS_NAME.test(text), EXPECTED_OF.lineWith("", name), 300);
      this.#asked = await asked.then(() => true, () => false);
    }
    if (this.#asked || this.#options.login) await conn.send(this.wire(name));
    const member = { name, conn };
    this.members.push(member);
    return member;
  }

  /** Waits until the greetings are over, and forgets them. */
  async settle(): Promise<void> {
    await sleep(200, this.#context.options.signal);
    for (const { conn } of this.members) conn.take(conn.unheard.length);
  }

  /** A text as a message on the wire. */
  wire(text: string): Uint8Array {
    return marked(encoder.encode(text), this.#options.framing);
  }

  /**
   * What has come so far and is not a whole message with something in it: a greeting may be late.
   */
  unfinished({ conn }: RoomMember): Uint8Array {
    const framer = messageFramer(this.#options.framing, Infinity);
    let rest: Uint8Array = conn.unheard;
    for (let found = framer.decode(rest, 0); found !== undefined && found.frame.length > 0;) {
      rest = rest.subarray(found.length);
      found = framer.decode(rest, 0);
    }
    return rest;
  }

  /** All but this one. */
  others(member: RoomMember): RoomMember[] {
    return this.members.filter((other) => other !== member);
  }

  /** Somebody says something that nobody has said before, and all the others hear it. */
  async talk(member: RoomMember, more = ""): Promise<void> {
    const text = `${this.#context.random.word(9)}${more}`;
    await member.conn.send(this.wire(text));
    await this.heardByOthers(member, text);
  }

  /** Waits until all the others have heard it; if only some have, the error says so. */
  async heardByOthers(member: RoomMember, text: string): Promise<void> {
    const [first, ...rest] = this.others(member);
    await this.hears(first!, text);
    for (const other of rest) {
      try {
        await this.hears(other, text);
      } catch (error) {
        if (!(error instanceof RuleViolation) || error.tells !== undefined) throw error;
        const expected = { ...error.expected, part: "line for the rest" } as const;
        throw new RuleViolation(error.symptom, expected, error.received);
      }
    }
  }

  /**
   * The next message with this text; messages without it are passed over.
   *
   * @throws {RuleViolation} with all that came instead, and what it tells.
   */
  async hears({ name, conn }: RoomMember, text: string): Promise<void> {
    const expected = EXPECTED_OF.messageWith(text, name);
    const passed: Uint8Array[] = [];
    try {
      for (let empty = false;;) {
        const message = await this.#next(conn, passed);
        const found = new TextDecoder().decode(message).includes(text);
        // Nobody says nothing: those zeros are the beginning of a longer length
        if (found && empty) throw new RuleViolation("different", expected);
        if (found) return;
        empty = message.length === 0 || this.#options.framing === "nul" && message.length === 1;
      }
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      const came = joinBytes([...passed, error.received]);
      const tells = this.#options.tells(came, text);
      const symptom = error.symptom === "silence" && came.length > 0 && tells !== undefined
        ? "different"
        : error.symptom;
      throw new RuleViolation(symptom, expected, came, undefined, { tells });
    }
  }

  /** The content of the next message. @param passed takes what was read of the stream */
  async #next(conn: ObservedConnection, passed: Uint8Array[]): Promise<Uint8Array> {
    const expected = EXPECTED_OF.messageWith("", "");
    const read = async (count: number) => {
      const bytes = await conn.bytes(count, expected);
      passed.push(bytes);
      return bytes;
    };
    if (this.#options.framing === "nul") {
      await conn.until((unheard) => unheard.includes("\0"), expected);
      return await read(conn.unheard.indexOf(0) + 1);
    }
    const length = (await read(MESSAGE_SIZES[this.#options.framing])).reduce(
      (sum, byte) => sum * 256 + byte,
      0,
    );
    return await read(length);
  }
}

const encoder = new TextEncoder();
