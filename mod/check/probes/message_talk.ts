import type { CauseText } from "../causes/cause_text.ts";
import { messageFramer, type MessageFraming } from "../../io/message_framing.ts";
import type { Expectation } from "../causes/expectation.ts";
import { RuleViolation } from "../causes/rule_violation.ts";
import { EMPTY_MESSAGE, messageText } from "../texts/echo_message_texts.ts";
import type { ObservedConnection } from "./observed_connection.ts";
import { equalBytes, quotedBytes } from "./quoted_bytes.ts";
import type { Segmentation } from "./segmentation.ts";
import { sleep } from "./sleep.ts";

/** The mistake that bytes tell which came instead of a message; its mark is part of them. */
export type TellMistake = (came: Uint8Array) => CauseText | undefined;

/** Messages that a length or a zero byte marks off, over a connection under observation. */
export class MessageTalk {
  readonly #conn: ObservedConnection;
  readonly #framing: MessageFraming;
  readonly #signal: AbortSignal;

  constructor(conn: ObservedConnection, framing: MessageFraming, signal: AbortSignal) {
    [this.#conn, this.#framing, this.#signal] = [conn, framing, signal];
  }

  /** Sends messages together, as the transport does. */
  async say(messages: readonly Uint8Array[], via: Segmentation = "whole"): Promise<void> {
    await this.#conn.send(joinBytes(messages.map((each) => marked(each, this.#framing))), via);
  }

  /**
   * The next message, which is to be this one.
   *
   * @throws {RuleViolation} with all that came instead, and what it tells.
   */
  async hear(right: Uint8Array, tells: TellMistake, part?: Expectation["part"]): Promise<void> {
    const wire = marked(right, this.#framing);
    const expected = expectedMessage(right, this.#framing, part);
    let came: Uint8Array;
    try {
      came = await this.#conn.bytes(wire.length, expected);
    } catch (error) {
      if (!(error instanceof RuleViolation) || error.received.length === 0) throw error;
      throw new RuleViolation(error.symptom, expected, error.received, undefined, {
        tells: tells(error.received),
      });
    }
    if (equalBytes(came, wire)) return;
    await sleep(MOMENT, this.#signal);
    const all = joinBytes([came, this.#conn.unheard]);
    throw new RuleViolation("different", expected, all, undefined, { tells: tells(all) });
  }
}

/** A message as bytes on the wire. */
export function marked(message: Uint8Array, framing: MessageFraming): Uint8Array {
  return messageFramer(framing, Infinity).encode(message);
}

/** Several arrays of bytes as one. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function expectedMessage(right: Uint8Array, framing: MessageFraming, part: Expectation["part"]): Expectation {
  const quoted = right.length === 0 ? EMPTY_MESSAGE : quotedBytes(right);
  const text = messageText(quoted, right.length, framing === "nul");
  return part === undefined ? text : { ...text, part };
}

/** Milliseconds in which the rest of a wrong answer arrives. */
const MOMENT = 60;
