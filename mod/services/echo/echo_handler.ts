import { chunks } from "../../io/chunks.ts";
import { isMessageFraming } from "../../io/message_framing.ts";
import type { ConnectionHandler } from "../../server/service.ts";
import { HAS_OTHERS, HAS_RETURN } from "./ascii_upper_case.ts";
import { echoChunks, echoMessages, type EchoProtocol, replyOnce } from "./echo_messages.ts";
import { lineBatches } from "./line_batches.ts";
import { markedMessages } from "./marked_messages.ts";
import type { EchoOptions } from "./service.ts";
import { upperCaseAscii, upperCaseOthers } from "./upper_case.ts";
import { wholeLines, withoutLineEnd, withoutReturns } from "./whole_lines.ts";

/** The conversation on one connection, as the options have it. */
export function echoHandler(options: EchoOptions): ConnectionHandler {
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
}

function protocolFor({ transform, framing, end, limit }: EchoOptions): EchoProtocol {
  const word = end === undefined ? undefined : encoder.encode(end);
  const isEnd = (message: Uint8Array) => word !== undefined && equal(withoutLineEnd(message), word);
  if (isMessageFraming(framing)) return { ...markedMessages(framing, { transform, limit }), isEnd };
  const mark = framing === "line" ? "\n" : "";
  const message = (text: string) => encoder.encode(text + mark);
  if (framing === "chunk") {
    return { framer: chunks(), answer: (said) => said, isEnd, message };
  }
  // The word that ends the conversation has to be found among the lines
  const alone = end !== undefined;
  if (transform === "none") {
    return {
      framer: wholeLines(limit, alone),
      answer: (said) => said,
      isEnd,
      message,
    };
  }
  return { framer: lineBatches({ limit, alone }), answer: upperCaseLines, isEnd, message };
}

/** Lines in upper case, each with a line feed at its end. @param lines are overwritten */
function upperCaseLines(lines: Uint8Array): Uint8Array {
  const found = upperCaseAscii(lines);
  const ended = found & HAS_RETURN ? withoutReturns(lines) : lines;
  const changed = found & HAS_OTHERS ? upperCaseOthers(ended) : ended;
  return changed[changed.length - 1] === LINE_FEED ? changed : lineEnded(changed);
}

function lineEnded(text: Uint8Array): Uint8Array {
  const line = new Uint8Array(text.length + 1);
  line.set(text);
  line[text.length] = LINE_FEED;
  return line;
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
