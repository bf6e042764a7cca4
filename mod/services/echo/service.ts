import { chunks } from "../../io/chunks.ts";
import { lines } from "../../io/lines.ts";
import { type Framing, isMessageFraming } from "../../io/message_framing.ts";
import type { ConnectionHandler, Service } from "../../server/service.ts";
import { echoChunks, echoMessages, type EchoProtocol, replyOnce } from "./echo_messages.ts";
import { markedMessages } from "./marked_messages.ts";
import { upperCase, upperCaseAscii } from "./upper_case.ts";
import { wholeLines, withoutLineEnd } from "./whole_lines.ts";

/** How the echo service answers. */
export interface EchoOptions {
  /** How a message is changed before it goes back. */
  readonly transform: "upper" | "none";
  /** What counts as a message: a line, all that one read returns, or what a length or a zero byte marks off. */
  readonly framing: Framing;
  /** The message that ends the conversation. */
  readonly end?: string | undefined;
  /** The greeting, sent before the client says anything. */
  readonly welcome?: string | undefined;
  /** The answer to the first message, no matter what it was; then the conversation is over. */
  readonly reply?: string | undefined;
  /** The longest line or message in bytes. @default {65536} */
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
    const welcome = options.welcome === undefined ? undefined : protocol.message(options.welcome);
    if (welcome === undefined && options.reply === undefined) {
      return (connection) => talk(connection, protocol);
    }
    return async (connection) => {
      if (welcome !== undefined) await connection.write(welcome);
      if (options.reply === undefined) return await talk(connection, protocol);
      const text = options.reply;
      if (isMessageFraming(options.framing)) {
        await replyOnce(connection, protocol.framer, () => protocol.message(text));
      } else {
        await replyOnce(connection, chunks(), (request) => endedAs(request, text));
      }
    };
  },
};

export default echo;

function protocolFor({ transform, framing, end, limit }: EchoOptions): EchoProtocol {
  const word = end === undefined ? undefined : encoder.encode(end);
  const isEnd = (message: Uint8Array) => word !== undefined && equal(withoutLineEnd(message), word);
  if (isMessageFraming(framing)) return { ...markedMessages(framing, { transform, limit }), isEnd };
  const mark = framing === "line" ? "\n" : "";
  const message = (text: string) => encoder.encode(text + mark);
  if (framing === "chunk") {
    return { framer: chunks(), answer: (said, writer) => writer.push(said), isEnd, message };
  }
  if (transform === "none") {
    return { framer: wholeLines(limit), answer: (said, writer) => writer.push(said), isEnd, message };
  }
  return {
    framer: lines({ limit }),
    answer: (said, writer) => {
      if (!writer.pushLineBy(said, upperCaseAscii)) writer.pushLine(upperCase(said));
    },
    isEnd,
    message,
  };
}

/** A client that sends bare text expects bare text; one that sends lines waits for the end of the line. */
function endedAs(request: Uint8Array, text: string): Uint8Array {
  return encoder.encode(request.at(-1) === LINE_FEED ? `${text}\n` : text);
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

const LINE_FEED = 0x0a;
const encoder = new TextEncoder();
