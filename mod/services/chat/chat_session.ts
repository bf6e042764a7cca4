import { delay } from "@std/async";
import { FrameReader } from "../../io/frame_reader.ts";
import type { Connection } from "../../net/connection.ts";
import { waitAtMost } from "../../net/connection/wait_at_most.ts";
import { type ChatInput, chatLines } from "./chat_lines.ts";
import type { ChatOptions } from "./chat_options.ts";
import type { Hub } from "./room/hub.ts";
import type { LineEncoder } from "./line_encoder.ts";
import { Participant } from "./room/participant.ts";
import { ConnectionSubscriber, type Subscriber } from "./room/subscriber.ts";
import { TokenBucket } from "../../io/token_bucket.ts";

/**
 * One connection in the room, from its first byte to its last.
 *
 * Two loops that do not wait for each other: one reads lines and hands them to the participant, one writes
 * what the subscriber was handed. The first of them to end ends the session: the reading one
 * because the person left, the writing one because the last word was said (`/bye`, shown out,
 * server closing) or because the reader is gone.
 *
 * A client that writes faster than the rate allows is told once and then read more slowly: the
 * kernel's buffers fill, TCP holds the sender back, and nothing is lost.
 */

/** The things a session belongs to. */
export interface ChatContext {
  hub: Hub;
  encoder: LineEncoder;
  options: ChatOptions;
  /** Gives a participant of a plain room its name. */
  guestName(): string;
}

/** Milliseconds for the last words to go out, and for the peer to end its side. */
const PARTING = 2000;

/** The requirements of one way into the room. */
export interface ChatSessionOptions {
  /** Milliseconds in which a name has to be given. @default {Infinity} */
  readonly nameTimeout?: number;
}

/** Runs one session to its end; rejects only when its line framing broke. */
export async function chatSession(
  connection: Connection,
  signal: AbortSignal,
  context: ChatContext,
  { nameTimeout }: ChatSessionOptions = {},
): Promise<void> {
  const subscriber = new ConnectionSubscriber(connection, context.encoder, context.options);
  const participant = newParticipant(subscriber, context);
  const closing = () => {
    subscriber.deliver({ type: "note", text: "The server is closing" });
    subscriber.end();
  };
  signal.addEventListener("abort", closing, { once: true });
  if (signal.aborted) closing();
  const hurry = nameTimeout === undefined ? undefined : setInterval(() => {
    if (participant.isEntering) return; // it may yet be refused
    clearInterval(hurry);
    if (participant.isNamed) return;
    subscriber.deliver({ type: "error", text: `No name in ${nameTimeout / 1000} s: good bye` });
    subscriber.end();
  }, nameTimeout);
  const writing = subscriber.run();
  const reading = readLines(connection, participant, subscriber, context.options);
  await Promise.race([reading, writing]).catch(
    () => {/* a peer that is gone: the rest of this function is for it */},
  );
  signal.removeEventListener("abort", closing);
  clearInterval(hurry);
  await waitAtMost(PARTING, participant.leave());
  subscriber.end();
  await waitAtMost(PARTING, writing);
  await connection.closeWrite();
  await waitAtMost(PARTING, reading);
  connection.close();
  await Promise.allSettled([reading, writing]);
}

function newParticipant(subscriber: Subscriber, { hub, options, guestName }: ChatContext): Participant {
  if (options.plain) {
    return new Participant(hub, subscriber, { replay: 0, bare: true, presetName: guestName });
  }
  return new Participant(hub, subscriber, { replay: options.replay });
}

async function readLines(
  connection: Connection,
  participant: Participant,
  subscriber: ConnectionSubscriber,
  options: ChatOptions,
): Promise<void> {
  const framer = chatLines({ limit: options.lineLimit, bare: options.framing === "chunk" });
  const reader = new FrameReader(connection, framer);
  const throttle = new SenderThrottle(subscriber, options);
  await participant.greet();
  try {
    for (let found = await reader.next(); found !== null; found = reader.take() ?? await reader.next()) {
      if (subscriber.ended) continue; // what comes after the last word is read, so that the last word arrives
      await throttle.wait();
      await receive(found.frame, participant, subscriber, options);
    }
  } catch (error) {
    subscriber.deliver({ type: "error", text: (error as Error).message });
    subscriber.end();
    await drain(connection);
  }
}

/**
 * Reads what is still coming, because closing on unread bytes would reset the connection and lose our last
 * words.
 */
async function drain(connection: Connection): Promise<void> {
  const scrap = new Uint8Array(16_384);
  try {
    while (await connection.read(scrap) !== null);
  } catch {
    // The peer has broken off, or the session has closed the connection: either way there is
    // nothing left to read.
  }
}

async function receive(
  input: ChatInput,
  participant: Participant,
  subscriber: Subscriber,
  options: ChatOptions,
): Promise<void> {
  if (input.type === "skipped") return;
  if (input.type === "refused") {
    const text = `Your line was refused: it is longer than ${options.lineLimit} bytes`;
    return subscriber.deliver({ type: "error", text });
  }
  try {
    await participant.receive(input.text);
  } catch (error) {
    subscriber.deliver({ type: "error", text: (error as Error).message });
  }
}

/** Slows one sender down to the rate, and tells it once in each stretch. */
class SenderThrottle {
  readonly #subscriber: Subscriber;
  readonly #bucket: TokenBucket | undefined;
  #told = false;

  constructor(subscriber: Subscriber, { burst, rate }: ChatOptions) {
    this.#subscriber = subscriber;
    if (rate > 0) this.#bucket = new TokenBucket({ burst, perSecond: rate }, () => performance.now());
  }

  async wait(): Promise<void> {
    const bucket = this.#bucket;
    const milliseconds = bucket?.take() ?? 0;
    if (!bucket || milliseconds === 0) {
      if (bucket && bucket.level > bucket.options.burst / 2) this.#told = false;
      return;
    }
    if (!this.#told) this.#tell(bucket.options.perSecond);
    await delay(Math.ceil(milliseconds));
  }

  #tell(rate: number): void {
    this.#told = true;
    const text =
      `Slow down: from now on ${rate} of your lines pass each second; the others wait, none is lost`;
    this.#subscriber.deliver({ type: "error", text });
  }
}
