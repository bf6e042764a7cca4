import { isNotYet, isUnderWay, sentenceOfCode } from "../../net/errors/failed_call.ts";
import type { TraceRecord } from "../../trace/diagram/trace_record.ts";
import type { TraceEventName } from "../../trace/tracer.ts";
import type { SocketId, WatchCall, WatchEvent } from "./watch_event.ts";

/**
 * A recording in the words of netlab's own traces, as `netlab lab diagram` draws them: a role is a lane.
 *
 * The ends of a connection are known late: a client's own address shows with the first call after its `connect`. In
 * a recording that is whole, all calls of a socket have what any of them tells.
 *
 * @returns what happened to sockets; calls that only wait, and those of a loop that finds nothing, are left out.
 */
export function traceRecords(events: readonly WatchEvent[]): TraceRecord[] {
  const [head] = events;
  const began = head?.type === "head" ? Date.parse(head.started) : 0;
  const ends = endsOf(events);
  const datagrams = datagramSockets(events);
  return events.flatMap((event): TraceRecord[] => {
    const time = new Date(began + Math.round(event.at * 1000)).toISOString();
    switch (event.type) {
      case "call": {
        const what = event.unfinished ? undefined : whatCall(event, datagrams);
        return what === undefined ? [] : [{ role: event.lane, time, ...ends(event.socket, event), ...what }];
      }
      case "lane":
        return event.parent === undefined
          ? []
          : [{ role: event.parent, time, event: "start", detail: event.lane }];
      case "end": {
        const closed = (event.closes ?? []).map((socket): TraceRecord => ({
          role: event.lane,
          time,
          event: "close",
          ...ends(socket, {}),
        }));
        const detail = event.signal ?? (event.code === undefined ? undefined : `code ${event.code}`);
        return [...closed, {
          role: event.lane,
          time,
          event: "exit",
          ...(detail === undefined ? {} : { detail }),
        }];
      }
      default:
        return [];
    }
  });
}

type What = Partial<TraceRecord> & { readonly event: TraceEventName };

/** What a call did to its socket; undefined when nothing, or nothing yet. */
function whatCall(call: WatchCall, datagrams: ReadonlySet<SocketId>): What | undefined {
  if (call.socket === undefined) return undefined;
  const udp = datagrams.has(call.socket) ? { transport: "udp" } as const : {};
  if (call.errno !== undefined) return whatFailed(call);
  switch (call.call) {
    case "listen":
      return { event: "listen" };
    case "bind":
      return datagrams.has(call.socket) ? { event: "listen", ...udp } : undefined;
    case "accept":
      return { event: "accept" };
    case "connect":
      return datagrams.has(call.socket) ? undefined : { event: "connect" };
    case "shutdown":
      return /WR/.test(call.arguments) ? { event: "end", detail: "we have said everything" } : undefined;
    case "close":
      return call.last ? { event: "close", ...udp } : undefined;
  }
  if (SENDS.test(call.call)) return { event: "write", ...udp, ...carried(call) };
  if (!RECEIVES.test(call.call)) return undefined;
  if (call.length === 0 && udp.transport === undefined) {
    return call.wanted === 0 ? undefined : { event: "end", detail: "the peer has said everything" };
  }
  return { event: "read", ...udp, ...carried(call) };
}

const SENDS = /^(send|write|pwrite|sendfile)/;
const RECEIVES = /^(recv|read|pread)/;

function carried({ length, data }: WatchCall): Partial<TraceRecord> {
  return {
    ...(length === undefined ? {} : { bytes: length }),
    ...(data === undefined ? {} : { data: text(data) }),
  };
}

/** The first bytes, as much as a trace has of them. */
function text(base64: string): string {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return new TextDecoder().decode(bytes.subarray(0, 1024));
  } catch {
    return ""; // a recording is a file from anywhere
  }
}

/** What a failure was; undefined for one that only says _not yet_. */
function whatFailed({ call, errno = "" }: WatchCall): What | undefined {
  if (call === "connect" && isUnderWay(errno)) return { event: "connect" };
  return isNotYet(errno) ? undefined : { event: "error", detail: `${call}: ${sentenceOfCode(errno)}` };
}

interface Ends {
  readonly local?: string;
  readonly remote?: string;
}

/** What any event tells of a socket's two ends: where a call does not. */
function endsOf(events: readonly WatchEvent[]): (socket: SocketId | undefined, own: Ends) => Ends {
  const known = new Map<SocketId, Ends>();
  for (const event of events) {
    if ((event.type !== "call" && event.type !== "state") || event.socket === undefined) continue;
    known.set(event.socket, { ...known.get(event.socket), ...pick(event) });
  }
  return (socket, own) => ({ ...(socket === undefined ? {} : known.get(socket)), ...pick(own) });
}

function pick({ local, remote }: Ends): Ends {
  return { ...(local === undefined ? {} : { local }), ...(remote === undefined ? {} : { remote }) };
}

function datagramSockets(events: readonly WatchEvent[]): ReadonlySet<SocketId> {
  return new Set(events.flatMap((event) => {
    const isDatagram = event.type === "call" && event.transport === "udp";
    return isDatagram && event.socket !== undefined ? [event.socket] : [];
  }));
}
