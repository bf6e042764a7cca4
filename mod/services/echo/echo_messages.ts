import { FrameError, type Framer } from "../../io/framer.ts";
import { FrameReader } from "../../io/frame_reader.ts";
import { BufferedWriter } from "../../io/buffered_writer.ts";
import type { Connection } from "../../net/connection.ts";
import { lingeringClose } from "../../net/connection/lingering_close.ts";
import { SplitCharacter } from "./split_character.ts";
import { upperCase } from "./upper_case.ts";

/** How a conversation goes. */
export interface EchoProtocol {
  readonly framer: Framer<Uint8Array>;
  /**
   * The answer to a message, marked off as it was.
   *
   * @param message may be overwritten
   * @returns its bytes, perhaps those of the message
   */
  answer(message: Uint8Array): Uint8Array;
  /** Whether this message ends the conversation. */
  isEnd(message: Uint8Array): boolean;
  /** A message of our own, marked off as the client's are. */
  message(text: string): Uint8Array;
}

/**
 * Answers message after message until the client has said everything or says the word that ends it. All
 * requests that are here already are answered before anything is awaited, and their answers go out together; an
 * answer that has nobody to wait for leaves from where it is.
 *
 * @throws {FrameError} when a message is too long; the client has been told then.
 */
export async function echoMessages(
  connection: Connection,
  { framer, answer, isEnd, message }: EchoProtocol,
): Promise<void> {
  const reader = new FrameReader(connection, framer);
  const writer = new BufferedWriter(connection);
  try {
    for (let first = await reader.next(); first !== null; first = await reader.next()) {
      for (let found: typeof first | undefined = first; found !== undefined; found = reader.take()) {
        if (isEnd(found.frame)) return await finish(connection, writer);
        const said = answer(found.frame);
        if (writer.length === 0 && (reader.held === 0 || said.length >= LARGE)) await connection.write(said);
        else writer.push(said);
        if (writer.full) await writer.flush();
      }
      if (writer.length > 0) await writer.flush();
    }
  } catch (error) {
    if (!(error instanceof FrameError)) throw error;
    writer.push(message(error.message));
    await finish(connection, writer);
    throw error;
  }
}

/**
 * The same where a message is all that one read returned; the answer is in upper case. A character
 * whose bytes came only in part is answered when the rest has come, or as it is when nothing comes
 * for a moment: a client that waits for its answer must not wait for ever.
 */
export async function echoChunks(connection: Connection, { framer, isEnd }: EchoProtocol): Promise<void> {
  const reader = new FrameReader(connection, framer);
  const split = new SplitCharacter();
  while (true) {
    const reading = reader.next();
    if (split.holding && await isSilent(reading)) await connection.write(split.release());
    const piece = await reading;
    if (piece === null) break;
    if (isEnd(piece.frame)) return await finish(connection, new BufferedWriter(connection));
    const whole = split.push(piece.frame);
    if (whole.length > 0) await connection.write(upperCase(whole));
  }
  if (split.holding) await connection.write(split.release());
}

/**
 * Answers the first message with one text, and says goodbye.
 *
 * @param reply makes the bytes of the answer.
 */
export async function replyOnce(
  connection: Connection,
  framer: Framer<Uint8Array>,
  reply: (request: Uint8Array) => Uint8Array,
): Promise<void> {
  const request = await new FrameReader(connection, framer).next();
  if (request === null) return;
  await connection.write(reply(request.frame));
  await lingeringClose(connection);
}

async function finish(connection: Connection, writer: BufferedWriter): Promise<void> {
  await writer.flush();
  await lingeringClose(connection);
}

/** Whether the reading takes longer than a moment. How it ends is its caller's business. */
function isSilent(reading: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), MOMENT);
    const heard = () => {
      clearTimeout(timer);
      resolve(false);
    };
    reading.then(heard, heard);
  });
}

/** Bytes of an answer that are worth a write of their own. */
const LARGE = 16_384;
/** Milliseconds within which the rest of a character that is on its way arrives. */
const MOMENT = 200;
