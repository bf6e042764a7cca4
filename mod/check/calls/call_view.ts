import { isReceive } from "../../lab/watch/call_kinds.ts";
import type { SocketId, WatchCall } from "../../lab/watch/watch_event.ts";
import type { Text } from "../../i18n/text.ts";
import type { Failure } from "../causes/rule_violation.ts";
import { CALLS, connectionText } from "../texts/call_texts.ts";
import { callName } from "./call_names.ts";
import type { SeenCalls } from "./call_recorder.ts";
import { CallStory, type RuleConnection, type WaitingCall } from "./call_story.ts";
import { type SentBytes, sentOn } from "./sent_bytes.ts";

/** One connection, and what the program did to it. */
export interface ConnectionCalls {
  readonly number: number;
  readonly socket: SocketId;
  readonly calls: readonly WatchCall[];
  readonly sent: SentBytes;
  /** What it has received, and the place of each piece in the stream. */
  readonly pieces: readonly Piece[];
  /** How many bytes that was. */
  readonly got: number;
  /** Whether it waits for more of it now. */
  readonly isReading: boolean;
}

/** What one call has brought. */
export interface Piece {
  readonly call: WatchCall;
  readonly from: number;
  readonly to: number;
}

/** A failure beside the calls of the program. */
export class CallView {
  readonly story: CallStory;
  readonly failure: Failure;
  readonly connections: readonly RuleConnection[];
  /** Whether nothing of the recording is missing: only then something that was not seen was not done. */
  readonly whole: boolean;

  constructor(seen: SeenCalls, failure: Failure, connections: readonly RuleConnection[]) {
    this.story = new CallStory(seen);
    this.failure = failure;
    this.connections = connections;
    this.whole = seen.omitted === 0;
  }

  /** The connection where the rule broke. */
  broken(): RuleConnection | undefined {
    const { symptom, transcript: { events } } = this.failure;
    const signs = symptom === "closed" || symptom === "reset"
      ? ["end", "broken"]
      : symptom === "silence"
      ? ["silence"]
      : symptom === "open"
      ? ["half-close", "connect", "accept"]
      : ["receive", "send"];
    const last = events.findLast(({ what, conn }) => conn > 0 && signs.includes(what)) ??
      events.findLast(({ conn }) => conn > 0);
    return this.connections.find(({ number }) => number === last?.conn);
  }

  /**
   * The socket that the program has for a connection. One that was broken off before anybody asked for its ends is known
   * by its place alone: connections are accepted in the order in which they came.
   */
  socketOf(connection: RuleConnection): SocketId | undefined {
    const known = this.story.socketOf(connection);
    if (known !== undefined) return known;
    const accepted = this.story.accepted;
    const inOrder = accepted.every(({ socket, remote }, at) => {
      const there = this.connections[at];
      return remote === undefined || there !== undefined && this.story.socketOf(there) === socket;
    });
    const own = accepted[this.connections.indexOf(connection)];
    return inOrder && own?.remote === undefined ? own?.socket : undefined;
  }

  /** What the program did on a connection; undefined while it has no socket of it. */
  callsOf(connection: RuleConnection): ConnectionCalls | undefined {
    const socket = this.socketOf(connection);
    if (socket === undefined) return undefined;
    const calls = this.story.of(socket);
    const pieces: Piece[] = [];
    let at = 0;
    for (const call of calls) {
      if (!isReceive(call) || !call.length) continue;
      pieces.push({ call, from: at, to: at + call.length });
      at += call.length;
    }
    const { number } = connection;
    const isReading = this.story.waiting.some((waiting) => this.story.waitsFor(waiting, socket));
    return {
      number,
      socket,
      calls,
      sent: sentOn(this.failure.transcript, number),
      pieces,
      got: at,
      isReading,
    };
  }

  /** Where the program is, if it waits at one place. */
  waits(): Text {
    const [waiting, ...more] = this.story.waiting;
    if (waiting === undefined || more.length > 0 || waiting.seconds < LONG) return CALLS.then;
    const on = this.connections.find((each) => this.#waitsOn(waiting, each));
    const conn = on === undefined ? undefined : connectionText(on.number);
    return CALLS.waits(this.name(waiting.call), conn, waiting.seconds);
  }

  #waitsOn(waiting: WaitingCall, connection: RuleConnection): boolean {
    const socket = this.socketOf(connection);
    return socket !== undefined && this.story.waitsFor(waiting, socket);
  }

  /** The number of the connection that a socket is. */
  numberOf(socket: SocketId | undefined): string {
    const found = this.connections.find((each) => this.socketOf(each) === socket);
    return found === undefined ? socket ?? "?" : connectionText(found.number);
  }

  /** Whether the program is a server: it listens, or has accepted somebody. */
  isServer(): boolean {
    return this.story.listeners.size > 0;
  }

  /** A call, in the words of the program's language. */
  name(call: WatchCall): string {
    return callName(call, this.failure.language);
  }
}

/** Seconds: a wait that is told. */
export const LONG = 0.3;
