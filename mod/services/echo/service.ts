import { chunks } from "../../io/chunks.ts";
import { lines } from "../../io/lines.ts";
import type { Handler, Service } from "../../server/service.ts";
import { converse, converseInPieces, type Manner, replyOnce } from "./converse.ts";
import { upperCase, upperCaseAscii } from "./upper_case.ts";
import { wholeLines, withoutLineEnd } from "./whole_lines.ts";

/** How the echo service answers. */
export interface EchoOptions {
  /** What is done to a message before it goes back. */
  readonly transform: "upper" | "none";
  /** What a message is: a line, or whatever one read returns. */
  readonly framing: "line" | "chunk";
  /** The message that ends the conversation. */
  readonly end?: string | undefined;
  /** What is said before the client says anything. */
  readonly welcome?: string | undefined;
  /** What is answered to the first message, whatever it was; then the conversation is over. */
  readonly reply?: string | undefined;
  /** The longest line in bytes. @default {65536} */
  readonly limit?: number | undefined;
}

/**
 * The echo service of the sheets: the same line comes back in upper case (exercise E1), after a welcome (E7); one message
 * for one reply (E8); the same bytes come back until somebody says `fin` (E9).
 */
const echo: Service<EchoOptions> = {
  name: "echo",
  state: "none",
  module: import.meta.url,
  create(options): Handler {
    const manner = mannerFor(options);
    const talk = options.framing === "chunk" && options.transform === "upper" ? converseInPieces : converse;
    const welcome = options.welcome === undefined
      ? undefined
      : encoder.encode(options.welcome + endFor(options));
    if (welcome === undefined && options.reply === undefined) return (connection) => talk(connection, manner);
    return async (connection) => {
      if (welcome !== undefined) await connection.write(welcome);
      if (options.reply !== undefined) await replyOnce(connection, chunks(), options.reply);
      else await talk(connection, manner);
    };
  },
};

export default echo;

function mannerFor({ transform, framing, end, limit }: EchoOptions): Manner {
  const word = end === undefined ? undefined : encoder.encode(end);
  const isEnd = (message: Uint8Array) => word !== undefined && equal(withoutLineEnd(message), word);
  if (framing === "chunk") {
    return {
      framer: chunks(),
      answer: (message, outbox) => outbox.push(message),
      isEnd,
    };
  }
  if (transform === "none") {
    return { framer: wholeLines(limit), answer: (message, outbox) => outbox.push(message), isEnd };
  }
  return {
    framer: lines({ limit }),
    answer: (message, outbox) => {
      if (!outbox.pushLineBy(message, upperCaseAscii)) outbox.pushLine(upperCase(message));
    },
    isEnd,
  };
}

/** What ends a message of our own. */
function endFor({ framing }: EchoOptions): string {
  return framing === "line" ? "\n" : "";
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

const encoder = new TextEncoder();
