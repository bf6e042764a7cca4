import { delay } from "@std/async";
import { FrameReader } from "../../io/frame_reader.ts";
import type { Connection } from "../../net/connection.ts";
import { waitAtMost } from "../../net/connection/wait_at_most.ts";
import { type ChatInput, chatLines } from "./chat_lines.ts";
import type { LineStyle } from "./chat_line.ts";
import type { ChatOptions } from "./chat_options.ts";
import type { Hub } from "./room/hub.ts";
import type { LineEncoder } from "./line_encoder.ts";
import { SendQueue } from "./room/send_queue.ts";
import { Participant } from "./room/participant.ts";
import type { MemberOutput } from "./room/participant_options.ts";
import { TokenBucket } from "./room/token_bucket.ts";

/**
 * One connection in the room, from its first byte to its last.
 *
 * Two loops that do not wait for each other: one reads lines and hands them to the participant, one writes what the
 * participant is told. Whichever ends first ends the session: the reading one because the person left, the writing one
 * because the last word was said (`/bye`, shown out, server closing) or because the reader is gone.
 *
 * Whoever writes faster than the rate allows is told once and then read more slowly: the kernel's buffers fill, TCP holds
 * the sender back, and nothing is lost.
 */

/** What a session belongs to. */
export interface ChatContext {
  hub: Hub;
  encoder: LineEncoder;
  options: ChatOptions;
  /** Gives a participant of a plain room its name. */
  guestName(): string;
}

/** Milliseconds for the last words to go out, and for the peer to end its side. */
const PARTING = 2000;

/** What one way into the room asks of those who take it. */
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
  const look: Look = { style: context.options.plain ? "plain" : "text" };
  const queue = newQueue(connection, look, context);
  const participant = newParticipant(queue, look, context);
  const closing = () => {
    participant.tell({ type: "note", text: "The server is closing" });
    queue.end();
  };
  signal.addEventListener("abort", closing, { once: true });
  if (signal.aborted) closing();
  const hurry = nameTimeout === undefined ? undefined : setInterval(() => {
    if (participant.isEntering) return; // it may yet be refused
    clearInterval(hurry);
    if (participant.isNamed) return;
    participant.tell({ type: "error", text: `No name in ${nameTimeout / 1000} s: good bye` });
    queue.end();
  }, nameTimeout);
  const writing = queue.run();
  const reading = readLines(connection, participant, queue, context.options);
  await Promise.race([reading, writing]).catch(
    () => {/* a peer that is gone: the rest of this function is for it */},
  );
  signal.removeEventListener("abort", closing);
  clearInterval(hurry);
  await waitAtMost(PARTING, participant.leave());
  queue.end();
  await waitAtMost(PARTING, writing);
  await connection.closeWrite();
  await waitAtMost(PARTING, reading);
  connection.close();
  await Promise.allSettled([reading, writing]);
}

/** How lines are written to one participant, until it asks for JSON. */
interface Look {
  style: LineStyle;
}

function newQueue(connection: Connection, look: Look, { encoder, options }: ChatContext): SendQueue {
  return new SendQueue(connection, {
    catchUpTimeout: options.catchUpTimeout,
    lines: options.bufferLines,
    bytes: options.bufferBytes,
    missedLine: (count) =>
      encoder.encode({ type: "missed", count }, look.style === "json" ? "json" : "text")!,
  });
}

function newParticipant(
  queue: SendQueue,
  look: Look,
  { hub, encoder, options, guestName }: ChatContext,
): Participant {
  const plain = { bare: true, presetName: guestName };
  return new Participant(hub, outputTo(queue, encoder, look), {
    replay: options.plain ? 0 : options.replay,
    ...(options.plain ? plain : {}),
  });
}

function outputTo(queue: SendQueue, encoder: LineEncoder, look: Look): MemberOutput {
  return {
    deliver(line) {
      const bytes = encoder.encode(line, look.style);
      if (bytes) queue.push(bytes);
    },
    end: () => queue.end(),
    useJson: () => void (look.style = "json"),
  };
}

async function readLines(
  connection: Connection,
  participant: Participant,
  queue: SendQueue,
  options: ChatOptions,
): Promise<void> {
  const framer = chatLines({ limit: options.lineLimit, bare: options.framing === "chunk" });
  const reader = new FrameReader(connection, framer);
  const pace = new Pace(participant, options);
  await participant.greet();
  try {
    for (let found = await reader.next(); found !== null; found = reader.take() ?? await reader.next()) {
      if (queue.ended) continue; // what comes after the last word is read, so that the last word arrives
      await pace.wait();
      await takeIn(found.frame, participant, options);
    }
  } catch (error) {
    participant.tell({ type: "error", text: (error as Error).message });
    queue.end();
    await drain(connection);
  }
}

/** Reads what is still coming, because closing on unread bytes would reset the connection and lose our last words. */
async function drain(connection: Connection): Promise<void> {
  const scrap = new Uint8Array(16_384);
  try {
    while (await connection.read(scrap) !== null);
  } catch {
    // The peer has broken off, or the session has closed the connection: either way there is no more to read.
  }
}

async function takeIn(input: ChatInput, participant: Participant, options: ChatOptions): Promise<void> {
  if (input.type === "skipped") return;
  if (input.type === "refused") {
    const text = `Your line was refused: it is longer than ${options.lineLimit} bytes`;
    return participant.tell({ type: "error", text });
  }
  try {
    await participant.receive(input.text);
  } catch (error) {
    participant.tell({ type: "error", text: (error as Error).message });
  }
}

/** Slows one sender down to the rate, and tells it once in each stretch. */
class Pace {
  readonly #participant: Participant;
  readonly #bucket: TokenBucket | undefined;
  #told = false;

  constructor(participant: Participant, { burst, rate }: ChatOptions) {
    this.#participant = participant;
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
    await delay(milliseconds);
  }

  #tell(rate: number): void {
    this.#told = true;
    const text =
      `Slow down: from now on ${rate} of your lines pass each second; the others wait, none is lost`;
    this.#participant.tell({ type: "error", text });
  }
}
