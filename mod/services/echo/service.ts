import { chunks } from "../../io/chunks.ts";
import { lines } from "../../io/lines.ts";
import type { ConnectionHandler, Service } from "../../server/service.ts";
import { echoChunks, echoMessages, type EchoProtocol, replyOnce } from "./echo_messages.ts";
import { upperCase, upperCaseAscii } from "./upper_case.ts";
import { wholeLines, withoutLineEnd } from "./whole_lines.ts";

/** How the echo service answers. */
export interface EchoOptions {
  /** How a message is changed before it goes back. */
  readonly transform: "upper" | "none";
  /** What counts as a message: a line, or all that one read returns. */
  readonly framing: "line" | "chunk";
  /** The message that ends the conversation. */
  readonly end?: string | undefined;
  /** The greeting, sent before the client says anything. */
  readonly welcome?: string | undefined;
  /** The answer to the first message, no matter what it was; then the conversation is over. */
  readonly reply?: string | undefined;
  /** The longest line in bytes. @default {65536} */
  readonly limit?: number | undefined;
}

/**
 * The echo service of the sheets: the same line comes back in upper case (exercise E1), after a welcome (E7);
 * one message for one reply (E8); the same bytes come back until somebody says `fin` (E9).
 */
const echo: Service<EchoOptions> = {
  name: "echo",
  state: "none",
  module: import.meta.url,
  create(options): ConnectionHandler {
    const protocol = protocolFor(options);
    const talk = options.framing === "chunk" && options.transform === "upper" ? echoChunks : echoMessages;
    const welcome = options.welcome === undefined
      ? undefined
      : encoder.encode(options.welcome + endFor(options));
    if (welcome === undefined && options.reply === undefined) {
      return (connection) => talk(connection, protocol);
    }
    return async (connection) => {
      if (welcome !== undefined) await connection.write(welcome);
      if (options.reply !== undefined) await replyOnce(connection, chunks(), options.reply);
      else await talk(connection, protocol);
    };
  },
};

export default echo;

function protocolFor({ transform, framing, end, limit }: EchoOptions): EchoProtocol {
  const word = end === undefined ? undefined : encoder.encode(end);
  const isEnd = (message: Uint8Array) => word !== undefined && equal(withoutLineEnd(message), word);
  if (framing === "chunk") {
    return {
      framer: chunks(),
      answer: (message, writer) => writer.push(message),
      isEnd,
    };
  }
  if (transform === "none") {
    return { framer: wholeLines(limit), answer: (message, writer) => writer.push(message), isEnd };
  }
  return {
    framer: lines({ limit }),
    answer: (message, writer) => {
      if (!writer.pushLineBy(message, upperCaseAscii)) writer.pushLine(upperCase(message));
    },
    isEnd,
  };
}

/** The end of a message of our own. */
function endFor({ framing }: EchoOptions): string {
  return framing === "line" ? "\n" : "";
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

const encoder = new TextEncoder();
