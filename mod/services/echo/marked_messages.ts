import { messageFramer, type MessageFraming } from "../../io/message_framing.ts";
import type { EchoProtocol } from "./echo_messages.ts";
import { upperCase } from "./upper_case.ts";

/**
 * Echo with messages of any bytes, marked off by a length in front or a zero byte behind; an answer is marked off as
 * its question is. A message in upper case may be longer than it was (`ŉ` becomes `ʼN`), and then too long for
 * a length of one byte: it is refused like any other.
 *
 * Our own messages, refusals among them, may be longer than the client's.
 */
export function markedMessages(
  framing: MessageFraming,
  { transform, limit }: { readonly transform: "upper" | "none"; readonly limit?: number | undefined },
): Pick<EchoProtocol, "framer" | "answer" | "message"> {
  const own = messageFramer(framing, Infinity);
  return {
    framer: messageFramer(framing, limit),
    answer: (said) => own.encode(transform === "upper" ? upperCase(said) : said),
    message: (text) => own.encode(encoder.encode(text)),
  };
}

const encoder = new TextEncoder();
