import { isReceive, isSend, processOf } from "../call_kinds.ts";
import type { SocketId, WatchCall, WatchedLane, WatchEvent } from "../watch_event.ts";

/** What the system can be asked besides: only where the programs run, and only now. */
export interface SystemView {
  /** Whether anybody listens on a TCP port. */
  listens(port: number): boolean;
  /** Whether a process has ended and nobody has asked how. */
  isZombie(pid: number): boolean;
}

/** What is known of a socket from the events before. */
export interface SocketFacts {
  /** The options that were set, by name. */
  readonly options: Set<string>;
  transport?: WatchCall["transport"];
  peer?: SocketId;
  local?: string;
  state?: string;
  /** Bytes that went out, and that came in. */
  sent: number;
  received: number;
}

/** A recording so far: what several kinds of advice ask. */
export class RecordingState {
  readonly #sockets = new Map<SocketId, SocketFacts>();
  readonly #languages = new Map<WatchedLane, string>();
  /** The call that each lane is waiting in. */
  readonly waiting = new Map<WatchedLane, { readonly call: WatchCall; readonly index: number }>();

  constructor(readonly system: SystemView) {}

  socket(id: SocketId): SocketFacts {
    const known = this.#sockets.get(id);
    if (known !== undefined) return known;
    const fresh: SocketFacts = { options: new Set(), sent: 0, received: 0 };
    this.#sockets.set(id, fresh);
    return fresh;
  }

  /** What a lane's program is written in. */
  language(lane: WatchedLane): string | undefined {
    return this.#languages.get(lane) ?? this.#languages.get(processOf(lane));
  }

  /** Whether somebody watched listens at a port. */
  isWatchedListener(port: number): boolean {
    return [...this.#sockets.values()].some(({ state, local }) =>
      state === "listen" && local?.endsWith(`:${port}`)
    );
  }

  /** Takes an event, after all kinds of advice have seen it. */
  take(event: WatchEvent, index: number): void {
    switch (event.type) {
      case "lane":
        if (event.language !== undefined) this.#languages.set(event.lane, event.language);
        return;
      case "end":
        this.waiting.delete(event.lane);
        return;
      case "state": {
        const facts = this.socket(event.socket);
        facts.state = event.state;
        facts.local = event.local ?? facts.local!;
        return;
      }
      case "call":
        return this.#call(event, index);
    }
  }

  #call(call: WatchCall, index: number): void {
    if (call.unfinished) this.waiting.set(call.lane, { call, index });
    else this.waiting.delete(call.lane);
    if (call.socket === undefined) return;
    const facts = this.socket(call.socket);
    facts.transport = call.transport ?? facts.transport!;
    if (call.peer !== undefined) {
      facts.peer = call.peer;
      this.socket(call.peer).peer = call.socket;
    }
    const [, option] = /^(\w+) (?:1|on)\b/.exec(call.arguments) ?? [];
    if (call.call === "setsockopt" && option !== undefined && call.errno === undefined) {
      facts.options.add(option);
    }
    if (call.length === undefined) return;
    if (isSend(call)) facts.sent += call.length;
    else if (isReceive(call)) facts.received += call.length;
  }
}
