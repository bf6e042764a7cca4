import type { CauseText } from "../../causes/cause_text.ts";
import type { Expectation } from "../../causes/expectation.ts";
import { sameBytes } from "../../probes/saved_file.ts";
import { visibleBytes } from "../../reports/visible_bytes.ts";
import { RESP_EXPECTED as EXPECTED } from "../../texts/resp_texts.ts";
import { bulkString, type RespAnswer } from "./resp_reply.ts";

/** An answer that is right. */
export interface WantedReply {
  /** Its kind, which a wrong one is compared with. */
  readonly kind: RespAnswer["kind"];
  /** Its text, where it has one. */
  readonly value?: Uint8Array;
  /** Its bytes, as Redis would send them. */
  readonly bytes: Uint8Array;
  readonly expected: Expectation;
  fits(reply: RespAnswer): boolean;
  /** The mistake that a whole answer tells in this very conversation, where it tells none by itself. */
  told?(reply: RespAnswer): CauseText | undefined;
}

/** A wrong answer of a kind that tells its mistake in one conversation. */
export interface ToldReply {
  when(reply: RespAnswer): boolean;
  readonly tells: CauseText;
}

/** The same answer, with a mistake of which a wrong one tells here. */
export function telling(wanted: WantedReply, { when, tells }: ToldReply): WantedReply {
  return { ...wanted, told: (reply) => when(reply) ? tells : wanted.told?.(reply) };
}

/** `+OK`; a bulk string is understood, too. */
export function wantedStatus(text: string): WantedReply {
  return textual("simple", encoded(text), encoded(`+${text}\r\n`), true);
}

/**
 * A value.
 *
 * @param exact whether a simple string is no answer: it has no place for line ends.
 */
export function wantedValue(value: string | Uint8Array, exact = false): WantedReply {
  const bytes = typeof value === "string" ? encoded(value) : value;
  return textual("bulk", bytes, bulkString(bytes), !exact);
}

/** `$-1`: there is no value. */
export function wantedNil(): WantedReply {
  const bytes = encoded("$-1\r\n");
  return { kind: "nil", bytes, expected: shown(bytes), fits: ({ kind }) => kind === "nil" };
}

/** One of these numbers; the first is the most usual. */
export function wantedInteger(...numbers: readonly number[]): WantedReply {
  const bytes = encoded(`:${numbers[0]}\r\n`);
  return {
    kind: "integer",
    value: encoded(`${numbers[0]}`),
    bytes,
    expected: shown(bytes),
    fits: (reply) => reply.kind === "integer" && numbers.includes(Number(reply.number)),
  };
}

/** Any error. */
export function wantedError(): WantedReply {
  return {
    kind: "error",
    bytes: encoded("-ERR …\r\n"),
    expected: EXPECTED.error,
    fits: ({ kind }) => kind === "error",
  };
}

function textual(
  kind: "simple" | "bulk",
  value: Uint8Array,
  bytes: Uint8Array,
  either: boolean,
): WantedReply {
  const kinds = either ? ["simple", "bulk"] : [kind];
  return {
    kind,
    value,
    bytes,
    expected: shown(bytes),
    fits: (reply) => kinds.includes(reply.kind) && "bytes" in reply && sameBytes(reply.bytes, value),
  };
}

function shown(bytes: Uint8Array): Expectation {
  return {
    en: visibleBytes(bytes),
    fr: visibleBytes(bytes, undefined, (size) => ` … ${size} octets en tout`),
  };
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
