import { MESSAGE_SIZES, type MessageFraming } from "../../../io/message_framing.ts";
import type { Part } from "../../causes/expectation.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import { type LaterRequest, unanswered } from "../../probes/unanswered.ts";
import { marked, MessageTalk } from "../../probes/message_talk.ts";
import type { ObservedConnection } from "../../probes/observed_connection.ts";
import type { RuleContext } from "../../rule_context.ts";
import { COMMON_CAUSES } from "../../texts/common_causes.ts";
import { EXPECTED } from "../../texts/expected_texts.ts";
import type { Echoed } from "./message_mistakes.ts";
import { messageMistake, shorterLength } from "./message_mistakes.ts";
import { misreadMessage } from "./misread_message.ts";

/** Which echo of messages it is to be. */
export interface EchoMessageCheck {
  readonly framing: MessageFraming;
  readonly transform: "upper" | "none";
  readonly concurrent: boolean;
}

/** The conversations by which echo with messages is tried. */
export class MessageProbes {
  readonly #check: EchoMessageCheck;

  constructor(check: EchoMessageCheck) {
    this.#check = check;
  }

  /** One message; where no answer comes, others that tell how the server reads it. */
  readonly one = async (context: RuleContext): Promise<void> => {
    const echoed = this.#words(context);
    try {
      await this.#ask(await this.#meet(context), echoed);
    } catch (error) {
      if (!(error instanceof RuleViolation) || error.received.length > 0 || error.symptom === "refused") {
        throw error;
      }
      const tells = await misreadMessage(context, echoed, this.#check.framing);
      if (tells === undefined) throw error;
      throw new RuleViolation(error.symptom, error.expected, undefined, undefined, { tells });
    }
  };

  readonly several = async (context: RuleContext): Promise<void> => {
    const talk = await this.#meet(context);
    for (const echoed of this.#many(context, 4)) await this.#ask(talk, echoed);
    await talk.conn.quiet(EXPECTED.onlyAnswers, 50);
  };

  readonly accents = async (context: RuleContext): Promise<void> => {
    const word = context.random.pick(["été", "élève", "çà et là", "noël"]);
    await this.#ask(await this.#meet(context), this.#echoed(`${word} ✓ 🦆`));
  };

  /** After one that is answered. Whether only the empty one is skipped is seen by the next one. */
  readonly empty = async (context: RuleContext): Promise<void> => {
    const talk = await this.#meet(context);
    await this.#ask(talk, this.#words(context));
    try {
      await this.#ask(talk, this.#echoed(""));
    } catch (error) {
      if (error instanceof RuleViolation && error.symptom === "silence") {
        await this.#ask(talk, this.#words(context)).catch(() => {/* it is silent for good */});
      }
      throw error;
    }
    await this.#ask(talk, this.#words(context));
  };

  readonly content = async (context: RuleContext): Promise<void> => {
    const zero = this.#check.framing === "nul" ? "" : "\0";
    const { random } = context;
    const text = ` ${random.word(3)}${zero}${random.word(2)}\r\n${random.word(4)}\n `;
    await this.#ask(await this.#meet(context), this.#echoed(text));
  };

  /** The first byte of the length, and the rest later. */
  readonly lengthSplit = async (context: RuleContext): Promise<void> => await this.#split(context, 1);

  /** The length and two bytes of the message, and the rest later. */
  readonly bodySplit = async (context: RuleContext): Promise<void> => {
    const { framing } = this.#check;
    await this.#split(context, 2 + (framing === "nul" ? 0 : MESSAGE_SIZES[framing]));
  };

  readonly glued = async (context: RuleContext): Promise<void> =>
    await this.#together(context, GLUED, "whole");

  readonly random = async (context: RuleContext): Promise<void> =>
    await this.#together(context, CUT, "random");

  /** As long as the length can say, or longer than any buffer of one read. */
  readonly long = async (context: RuleContext): Promise<void> => {
    const length = { u8: 255, u16: 65_535, u32: 40_000, nul: 40_000 }[this.#check.framing];
    await this.#ask(await this.#meet(context), this.#echoed(context.random.word(length)));
  };

  readonly halfClose = async (context: RuleContext): Promise<void> => {
    const talk = await this.#meet(context);
    const all = this.#many(context, 2);
    await talk.messages.say(all.map(({ said }) => said));
    await talk.conn.halfClose();
    for (const echoed of all) await this.#hear(talk, echoed);
    await talk.conn.end(EXPECTED.endAfterAnswers);
  };

  readonly nextClient = async (context: RuleContext): Promise<void> => {
    for (let client = 0; client < 3; client++) await this.#serveOne(context);
  };

  /** One leaves without a word, one in the middle of a message. */
  readonly unfinished = async (context: RuleContext): Promise<void> => {
    (await context.connect()).close();
    await this.#serveOne(context);
    const { conn } = await this.#meet(context);
    await conn.send(marked(this.#words(context).said, this.#check.framing).subarray(0, -2));
    conn.close();
    await this.#serveOne(context);
  };

  readonly reset = async (context: RuleContext): Promise<void> => {
    for (let client = 0; client < 2; client++) {
      const { conn, messages } = await this.#meet(context);
      await messages.say(this.#many(context, 3).map(({ said }) => said));
      conn.reset();
      await this.#serveOne(context);
    }
  };

  /** The same as the rules of cut messages, in the plainest way: each whole, and after the answer to the one before. */
  readonly inTurn = async (context: RuleContext): Promise<void> => {
    const talk = await this.#meet(context);
    for (const echoed of this.#many(context, CUT)) await this.#ask(talk, echoed);
  };

  /** Clients that leave as usual. */
  readonly politely = async (context: RuleContext): Promise<void> => {
    for (let client = 0; client < 4; client++) await this.#serveOne(context);
  };

  /** A second client comes while the first is there; one that has to wait is served when that has left. */
  readonly atOnce = async (context: RuleContext): Promise<void> => {
    const first = await this.#meet(context);
    await this.#ask(first, this.#words(context));
    const second = await this.#meet(context);
    const echoed = this.#words(context);
    await second.messages.say([echoed.said]);
    try {
      await this.#hear(second, echoed);
    } catch (error) {
      const waits = error instanceof RuleViolation && error.symptom === "silence";
      if (!waits || error.received.length > 0 || this.#check.concurrent) throw error;
      context.note(COMMON_CAUSES.oneAtATime);
      first.conn.close();
      await this.#hear(second, echoed, "client that waited");
    }
  };

  async #split(context: RuleContext, at: number): Promise<void> {
    const talk = await this.#meet(context);
    const echoed = this.#words(context);
    const wire = marked(echoed.said, this.#check.framing);
    await talk.conn.send(wire.subarray(0, at));
    await this.#silence(talk, at);
    await talk.conn.send(wire.subarray(at));
    await this.#hear(talk, echoed);
    await this.#ask(talk, this.#words(context));
  }

  /** Nothing is to come before the message is whole. */
  async #silence({ conn }: Talk, sent: number): Promise<void> {
    try {
      await conn.quiet(EXPECTED.onlyAnswers, PAUSE);
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      const tells = shorterLength(error.received, sent, this.#check.framing);
      throw new RuleViolation(error.symptom, error.expected, error.received, undefined, { tells });
    }
  }

  async #together(context: RuleContext, count: number, via: "whole" | "random"): Promise<void> {
    const talk = await this.#meet(context);
    const all = this.#many(context, count);
    await talk.messages.say(all.map(({ said }) => said), via);
    for (const [index, echoed] of all.entries()) {
      await this.#hear(talk, echoed).catch(async (error) => {
        throw index !== 1
          ? error
          : await unanswered(error, this.#later(context, talk, echoed), context.options.signal);
      });
    }
    await talk.conn.quiet(EXPECTED.onlyAnswers, 50);
  }

  #later(context: RuleContext, { conn, messages }: Talk, { right }: Echoed): LaterRequest {
    const later = this.#words(context);
    const says = (bytes: Uint8Array) => (came: string) => came.includes(new TextDecoder().decode(bytes));
    return {
      send: () => messages.say([later.said]),
      came: () => new TextDecoder().decode(conn.unheard),
      missing: says(right),
      later: says(later.right),
    };
  }

  async #serveOne(context: RuleContext): Promise<void> {
    const talk = await this.#meet(context);
    await this.#ask(talk, this.#words(context));
    talk.conn.close();
  }

  async #meet(context: RuleContext): Promise<Talk> {
    const conn = await context.connect();
    return { conn, messages: new MessageTalk(conn, this.#check.framing, context.options.signal) };
  }

  async #ask(talk: Talk, echoed: Echoed): Promise<void> {
    await talk.messages.say([echoed.said]);
    await this.#hear(talk, echoed);
  }

  async #hear({ messages }: Talk, echoed: Echoed, part?: Part): Promise<void> {
    await messages.hear(echoed.right, (came) => messageMistake(came, echoed, this.#check.framing), part);
  }

  #many(context: RuleContext, count: number): Echoed[] {
    return Array.from({ length: count }, () => this.#words(context));
  }

  /** Of a length that is no line end and no zero byte. */
  #words({ random }: RuleContext): Echoed {
    return this.#echoed(`${random.word(random.pick([4, 5, 7, 8]))} ${random.word(3)}`);
  }

  #echoed(text: string): Echoed {
    const right = this.#check.transform === "upper" ? text.toUpperCase() : text;
    return { said: encoder.encode(text), right: encoder.encode(right) };
  }
}

interface Talk {
  readonly conn: ObservedConnection;
  readonly messages: MessageTalk;
}

const encoder = new TextEncoder();
const GLUED = 4;
/** So many that a piece has whole ones and a part of the next. */
const CUT = 12;
/** Milliseconds in which a program wakes up and sees the first piece alone. */
const PAUSE = 60;
