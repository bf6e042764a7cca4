import { heardEverything, heardReset, saidEverything } from "../../../trace/diagram/find_causes.ts";
import type { TraceRecord } from "../../../trace/diagram/trace_record.ts";
import type { SocketState } from "../watch_event.ts";

/**
 * The states of TCP connections (RFC 9293 §3.3.2), as far as a program's own trace tells: what it said itself, and
 * what it has heard. On one machine a FIN is acknowledged at once.
 */
export class ConnectionStates {
  readonly #known = new Map<string, SocketState>();

  /**
   * @param key what the connection is known by
   * @returns the state that it is in after an event, if that is another one than before
   */
  after(key: string, record: TraceRecord): SocketState | undefined {
    const before = this.#known.get(key);
    const state = next(before, record);
    if (state === undefined || state === before) return undefined;
    this.#known.set(key, state);
    return state;
  }
}

function next(before: SocketState | undefined, record: TraceRecord): SocketState | undefined {
  const { event } = record;
  if (event === "listen") return "listen";
  if (event === "connect" || event === "accept") return "established";
  if (event === "reset" || heardReset(record)) return "closed";
  if (saidEverything(record)) return before === "close-wait" ? "last-ack" : "fin-wait-2";
  if (heardEverything(record)) return before === "fin-wait-2" ? "time-wait" : "close-wait";
  if (event === "close") return "closed";
  return undefined;
}
