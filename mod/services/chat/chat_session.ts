import { onAbort } from "../../net/connection/on_abort.ts";
import { setImmediate } from "node:timers";
import { delay } from "@std/async";
import { FrameReader } from "../../io/frame_reader.ts";
import type { Framed } from "../../io/framer.ts";
import type { Connection } from "../../net/connection.ts";
import { errorText } from "../../net/errors/system_error.ts";
import { waitAtMost } from "../../net/connection/wait_at_most.ts";
import { type ChatInput, chatLines } from "./chat_lines.ts";
import type { ChatOptions } from "./chat_options.ts";
import type { Hub } from "./room/hub.ts";
import { Participant } from "./room/participant.ts";
import type { Door } from "../../io/password_door.ts";
import { type LineReceiver, Visitor } from "./room/visitor.ts";
import { ConnectionSubscriber, type Subscriber } from "./room/subscriber.ts";
import { TokenBucket } from "../../io/token_bucket.ts";

/**
 * One connection in the room, from its first byte to its last.
 *
 * Two ways that do not wait for each other: one reads lines and hands them to the participant, one writes
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
  options: ChatOptions;
  /** Gives a participant of a plain room its name. */
  guestName(): string;
  /** Closed to those who do not know the password; without it everybody may come in. */
  door?: Door | undefined;
}

/** Milliseconds in which the password of a room has to be given: nobody keeps a place by being silent. */
const PASSWORD_WITHIN = 60_000;
/** Milliseconds for the last words to go out, and for the peer to end its side. */
const PARTING = 2000;
/** Lines of one person that are taken in before everybody else has a turn. */
const LINES_IN_A_ROW = 256;
/** Characters of one person that are taken in before that. */
const SIZE_IN_A_ROW = 65_536;

/** The requirements of one way into the room. */
export interface ChatSessionOptions {
  /** Milliseconds in which a name has to be given. @default {Infinity} */
  readonly nameTimeout?: number;
  /** Milliseconds in which the password has to be given, where there is one. @default {60000} */
  readonly passwordTimeout?: number;
}

/** Runs one session to its end; rejects only when its line framing broke. */
export async function chatSession(
  connection: Connection,
  signal: AbortSignal,
  context: ChatContext,
  { nameTimeout, passwordTimeout = PASSWORD_WITHIN }: ChatSessionOptions = {},
): Promise<void> {
  const { hub, door } = context;
  const subscriber = new ConnectionSubscriber(connection, context.options, hub);
  const inside = newParticipant(subscriber, context);
  const visitor = door && new Visitor(inside, { door, hub, subscriber, connection });
  const participant = visitor ?? inside;
  const closing = onAbort(signal, () => {
    hub.tell(subscriber, { type: "note", text: "The server is closing" });
    hub.end(subscriber);
  });
  const bid = (reason: string) => {
    hub.tell(subscriber, { type: "error", text: `${reason}: good bye` });
    hub.end(subscriber);
  };
  const hurries = [
    hurry(nameTimeout, () => {
      if (participant.isEntering || visitor?.hasPassed === false) return false; // it may yet be refused
      if (!participant.isNamed) bid(`No name in ${nameTimeout! / 1000} s`);
      return true;
    }),
    visitor && hurry(passwordTimeout, () => {
      if (visitor.isGuessing) return false;
      if (!visitor.hasPassed) bid(`No password in ${passwordTimeout / 1000} s`);
      return true;
    }),
  ];
  const writing = subscriber.run();
  const reading = readLines(connection, participant, subscriber, context);
  await eitherEnds(reading, writing); // or fails, when the peer is gone: the rest of this function is for it
  closing[Symbol.dispose]();
  hurries.forEach(clearInterval);
  await waitAtMost(PARTING, participant.leave());
  hub.end(subscriber);
  await waitAtMost(PARTING, writing);
  await connection.closeWrite();
  await waitAtMost(PARTING, reading);
  connection.close();
  await Promise.allSettled([reading, writing]);
}

/** Looks after so many milliseconds, and again until something was decided. */
function hurry(
  milliseconds: number | undefined,
  look: () => boolean,
): ReturnType<typeof setInterval> | undefined {
  if (milliseconds === undefined) return undefined;
  const timer = setInterval(() => look() && clearInterval(timer), milliseconds);
  return timer;
}

/** As `Promise.race`, with less to keep for each of ten thousand who are silent. */
function eitherEnds(one: Promise<void>, other: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    one.then(resolve, () => resolve());
    other.then(resolve, () => resolve());
  });
}

function newParticipant(subscriber: Subscriber, { hub, options, guestName }: ChatContext): Participant {
  if (options.plain) {
    return new Participant(hub, subscriber, { replay: 0, bare: true, presetName: guestName });
  }
  return new Participant(hub, subscriber, { replay: options.replay });
}

async function readLines(
  connection: Connection,
  participant: LineReceiver,
  subscriber: ConnectionSubscriber,
  { hub, options }: ChatContext,
): Promise<void> {
  const tell = (text: string) => hub.tell(subscriber, { type: "error", text });
  const bare = options.framing === "chunk";
  const framer = chatLines({ limit: options.lineLimit, bare });
  // A message that is what one read returns has to fit into one read
  const reader = new FrameReader(connection, framer, bare ? 4 * options.lineLimit : undefined);
  const throttle = new SenderThrottle(tell, options);
  const breath = new Breath();
  await participant.greet();
  try {
    for (let first = await reader.next(); first !== null; first = await reader.next()) {
      // What one read brought is said in one turn of the loop: nothing is awaited that need not be waited for
      for (let next: Framed<ChatInput> | undefined = first; next !== undefined; next = reader.take()) {
        if (subscriber.ended) continue; // what comes after the last word is read, so that the last word arrives
        const input = next.frame;
        const slowed = throttle.wait();
        if (slowed !== undefined) await slowed;
        if (subscriber.ended) continue; // somebody else speaks for it by now
        const placed = receive(input, participant, tell, options);
        if (placed !== undefined) await placed;
        const others = breath.after(input);
        if (others !== undefined) await others;
        const readers = hub.pressure.wait;
        if (readers !== undefined) await readers;
      }
    }
  } catch (error) {
    tell((error as Error).message);
    hub.end(subscriber);
    await drain(connection);
  }
}

/** Gives everybody else a turn after so many lines or bytes of one person. */
class Breath {
  #lines = 0;
  #size = 0;

  after(input: ChatInput): Promise<void> | undefined {
    this.#size += input.type === "line" ? input.text.length : 0;
    if (++this.#lines < LINES_IN_A_ROW && this.#size < SIZE_IN_A_ROW) return undefined;
    this.#lines = this.#size = 0;
    return new Promise((resolve) => setImmediate(resolve));
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

function receive(
  input: ChatInput,
  participant: LineReceiver,
  tell: (text: string) => void,
  options: ChatOptions,
): void | Promise<void> {
  if (input.type === "skipped") return;
  if (input.type === "refused") return participant.refuseTooLong(options.lineLimit);
  const refused = (error: Error) => tell(errorText(error));
  try {
    return participant.receive(input.text)?.catch(refused);
  } catch (error) {
    refused(error as Error);
  }
}

/** Slows one sender down to the rate, and tells it once in each stretch. */
class SenderThrottle {
  readonly #tell: (text: string) => void;
  readonly #bucket: TokenBucket | undefined;
  #told = false;

  constructor(tell: (text: string) => void, { burst, rate }: ChatOptions) {
    this.#tell = tell;
    if (rate > 0) this.#bucket = new TokenBucket({ burst, perSecond: rate }, () => performance.now());
  }

  /** @returns a promise when the line has to wait. */
  wait(): Promise<void> | undefined {
    const bucket = this.#bucket;
    const milliseconds = bucket?.take() ?? 0;
    if (!bucket || milliseconds === 0) {
      if (bucket && bucket.level > bucket.options.burst / 2) this.#told = false;
      return undefined;
    }
    if (!this.#told) this.#slowDown(bucket.options.perSecond);
    return delay(Math.ceil(milliseconds));
  }

  #slowDown(rate: number): void {
    this.#told = true;
    this.#tell(
      `Slow down: from now on ${rate} of your lines pass each second; the others wait, none is lost`,
    );
  }
}
