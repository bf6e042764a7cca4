import { isEndInMessage } from "../../net/errors/system_error.ts";
import type { Connection } from "../../net/connection.ts";
import type { ByteSource } from "./byte_source.ts";
import type { HttpReply, Sink } from "./message.ts";
import { type ReplyFraming, replyHead } from "./reply_head.ts";
import { ReplyWriter } from "./reply_writer.ts";
import type { RequestHead } from "./request_head.ts";

/** How {@linkcode sendReply} sends. */
export interface SendReplyOptions {
  /** Of the request to answer; undefined when its head could not be read. */
  readonly asked: Pick<RequestHead, "method" | "version"> | undefined;
  /** Say that the connection ends after this reply. */
  readonly close: boolean;
  /** Where the reply goes: the connection, behind the observer of its pace. */
  readonly output: Sink;
  /** What the client sends meanwhile. */
  readonly input: Pick<ByteSource, "some">;
}

/** The longest to wait for the proof of a delivery, milliseconds. */
const CONFIRM_LIMIT = 30_000;

/**
 * Sends a reply and reports to it how that ended.
 *
 * @returns whether the connection may be used for another request
 * @throws when the client has gone or the body failed; the connection has then been reset
 */
export async function sendReply(
  connection: Connection,
  reply: HttpReply,
  options: SendReplyOptions,
): Promise<boolean> {
  const framing = replyFraming(reply, options);
  const writer = new ReplyWriter(
    options.output,
    replyHead(reply, framing, Date.now()),
    framing,
    reply.body?.length,
  );
  let complete = false;
  try {
    if (framing.kind !== "none" && reply.body !== undefined) {
      await (writer.gathered(reply.body) ?? reply.body.send(writer.sink));
    }
    await writer.end();
    complete = !reply.confirm || await delivered(connection, options.input);
    return !framing.close;
  } catch (error) {
    connection.reset();
    throw error;
  } finally {
    reply.body?.close?.();
    reply.onEnd?.({ complete, sent: writer.sent });
  }
}

function replyFraming(reply: HttpReply, { asked, close }: SendReplyOptions): ReplyFraming {
  const bodiless = asked?.method === "HEAD" || reply.status === 204 || reply.status === 304;
  if (reply.body === undefined || bodiless) return { kind: "none", close };
  if (reply.body.length !== undefined) return { kind: "length", close };
  return asked?.version === "1.1" ? { kind: "chunked", close } : { kind: "close", close: true };
}

/**
 * Waits for the client to close. It closes when it has read everything; if it had left with bytes
 * unread, its kernel would send a reset. A client that keeps its end open and stays silent is
 * believed after half a minute: by then all bytes and the end of the stream are on their way, and
 * the kernel delivers them even if we are gone.
 */
async function delivered(connection: Connection, input: Pick<ByteSource, "some">): Promise<boolean> {
  // Reading begins before we close our half: a reset that has already arrived is reported to the
  // first operation.
  const closed = untilClosed(input);
  await connection.closeWrite();
  const limit = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => limit.resolve(true), CONFIRM_LIMIT);
  try {
    return await Promise.race([limit.promise, closed]);
  } finally {
    clearTimeout(timer);
  }
}

async function untilClosed(input: Pick<ByteSource, "some">): Promise<boolean> {
  try {
    while (await input.some(1024) !== null);
    return true;
  } catch (error) {
    // TLS: the peer closed the socket without TLS's own goodbye, as many do. What it read, it has.
    return isEndInMessage(error);
  }
}
