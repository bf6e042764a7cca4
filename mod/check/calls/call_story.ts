import { isReceive, processOf } from "../../lab/watch/call_kinds.ts";
import type { SocketId, WatchCall, WatchedLane, WatchEvent } from "../../lab/watch/watch_event.ts";
import type { SeenCalls } from "./call_recorder.ts";

/** A connection of a rule: its number in the transcript, and the two ports by which the program's calls know it. */
export interface RuleConnection {
  readonly number: number;
  /** The port at our end. */
  readonly ours: number;
  /** The port at the program's end. */
  readonly theirs: number;
}

/** A call that has not returned yet. */
export interface WaitingCall {
  readonly call: WatchCall;
  /** Seconds for which it has waited. */
  readonly seconds: number;
}

/** What a program did, by the sockets that it did it to. */
export class CallStory {
  /** All calls that have returned, in the order in which they did. */
  readonly calls: readonly WatchCall[];
  readonly #events: readonly WatchEvent[];
  readonly #waiting: ReadonlyMap<WatchedLane, WatchCall>;
  readonly #until: number;

  constructor({ events, until }: SeenCalls) {
    this.#events = events;
    this.#until = until;
    this.calls = events.filter((event) => event.type === "call").filter((call) => !call.unfinished);
    const waiting = new Map<WatchedLane, WatchCall>();
    for (const event of events) {
      if (event.type === "end") waiting.delete(event.lane);
      if (event.type !== "call") continue;
      if (event.unfinished) waiting.set(event.lane, event);
      else waiting.delete(event.lane);
    }
    this.#waiting = waiting;
  }

  /** The socket that the program has for a connection of the rule; undefined while it has none. */
  socketOf({ ours, theirs }: RuleConnection): SocketId | undefined {
    return this.calls.find(({ local, remote, transport }) =>
      transport !== "udp" && portOf(remote) === ours && (portOf(local) ?? theirs) === theirs
    )?.socket;
  }

  /** The connections that were accepted, in their order; without a remote end where that was never seen. */
  get accepted(): readonly { readonly socket: SocketId; readonly remote?: string }[] {
    return this.calls.filter(({ call, errno }) => call === "accept" && errno === undefined)
      .flatMap(({ socket }) => {
        if (socket === undefined) return [];
        const remote = this.of(socket).find(({ remote }) => portOf(remote) !== undefined)?.remote;
        return [{ socket, ...(remote === undefined ? {} : { remote }) }];
      });
  }

  /** What was done to a socket. */
  of(socket: SocketId): readonly WatchCall[] {
    return this.calls.filter((call) => call.socket === socket);
  }

  /** The ends of processes and threads. */
  get ends(): readonly Extract<WatchEvent, { type: "end" }>[] {
    return this.#events.filter((event) => event.type === "end");
  }

  /** The calls in which the program waits now. */
  get waiting(): readonly WaitingCall[] {
    return [...this.#waiting.values()].map((call) => ({ call, seconds: this.#until - call.start }));
  }

  /** The sockets that wait for connections, and the processes that accept them. */
  get listeners(): ReadonlyMap<SocketId, ReadonlySet<WatchedLane>> {
    const found = new Map<SocketId, Set<WatchedLane>>();
    for (const { call, socket, listener, lane, errno } of this.calls) {
      const of = call === "listen" && errno === undefined ? socket : call === "accept" ? listener : undefined;
      if (of !== undefined) found.set(of, (found.get(of) ?? new Set()).add(processOf(lane)));
    }
    return found;
  }

  /** Whether a call waits for bytes of a socket: to receive them, or to be told that there are some. */
  waitsFor({ call }: WaitingCall, socket: SocketId): boolean {
    if (call.socket === socket) return isReceive(call);
    if (!/^(poll|select)$/.test(call.call)) return false;
    const fds = new Set(this.of(socket).flatMap(({ fd }) => fd ?? []));
    const [, listed = ""] = /^fd ([\d, ]+)/.exec(call.arguments) ?? [];
    const polled = listed.split(",").map(Number);
    return listed !== "" && polled.every((fd) => fds.has(fd));
  }
}

/** The port of `127.0.0.1:8765` and of `[::1]:8765`. */
export function portOf(address: string | undefined): number | undefined {
  const port = /:(\d+)$/.exec(address ?? "")?.[1];
  return port === undefined ? undefined : Number(port);
}
