import type { TraceRecord } from "../../../trace/diagram/trace_record.ts";
import { ConnectionStates } from "./connection_states.ts";
import { seeQueues, type TableRow } from "../tracker/socket_queues.ts";
import type { SocketId, SocketState, WatchCall, WatchEvent } from "../watch_event.ts";

/** A socket of a program that is played. */
interface PlayedSocket {
  readonly id: SocketId;
  readonly transport: "tcp" | "udp";
  readonly local?: string;
  readonly remote?: string;
  state: SocketState | undefined;
  isOpen: boolean;
}

/**
 * The events of netlab's own traces as those of a recording.
 *
 * A trace tells what became of a call, not how long it took, so every call here takes no time; what waited in the
 * kernel is seen all the same, by the time between a `write` and the `read` that took its bytes. Workers of a server,
 * which a trace names, have lanes of their own.
 */
export class ExerciseEvents {
  readonly #lanes = new Set<string>();
  /** Who serves a connection, by the program and its two ends. */
  readonly #served = new Map<string, string>();
  readonly #states = new ConnectionStates();
  readonly #sockets = new Map<string, PlayedSocket>();
  /** The queues that were told last. */
  #queues = "[]";
  readonly #counts = new Map<string, number>();
  readonly #emit: (event: WatchEvent) => void;
  readonly #began: number;
  #at = 0;

  /** @param began when the recording began, milliseconds since 1970 */
  constructor(roles: readonly string[], emit: (event: WatchEvent) => void, began: number) {
    this.#emit = emit;
    this.#began = began;
    emit({
      type: "head",
      version: 1,
      at: 0,
      source: "netlab",
      programs: roles.map((name) => ({ name, command: [] })),
      started: new Date(began).toISOString(),
    });
  }

  /** A program was started. @param time milliseconds since 1970, as everywhere here */
  start(name: string, pid: number, time: number): void {
    this.#lane(name, name, pid, this.#time(time));
  }

  /** A program has ended. */
  end(name: string, code: number, time: number): void {
    this.#emit({ type: "end", at: this.#time(time), lane: name, code });
  }

  /** A program wrote something for its user. */
  output(name: string, text: string, time: number): void {
    const at = this.#time(time);
    this.#emit({ type: "output", at, lane: name, stream: "stdout", text: text.slice(0, 4096) });
  }

  /** Takes an event of a trace. */
  trace(record: TraceRecord, time: number): void {
    this.#tell(record, this.#time(time));
  }

  /** Takes the kernel's tables of sockets; told if they show other queues than before. */
  see(rows: readonly TableRow[], time: number): void {
    const open = [...this.#sockets.values()].filter(({ isOpen }) => isOpen);
    const { queues } = seeQueues(open, rows, Infinity);
    const shown = JSON.stringify(queues);
    if (shown === this.#queues) return;
    this.#queues = shown;
    this.#emit({ type: "queues", at: this.#time(time), sockets: queues });
  }

  #tell(record: TraceRecord, at: number): void {
    const { role = "netlab", event, detail = "" } = record;
    const worker = /\bworker (\d+)\b/.exec(detail)?.[1];
    const lane = worker === undefined ? this.#laneOf(record) : `${role}/${worker}`;
    if (worker !== undefined && event !== "idle" && event !== "queued") this.#lane(lane, role, 0, at, role);
    if (event === "exit" && worker !== undefined) return this.#emit({ type: "end", at, lane });
    if (event === "start" && worker !== undefined) return;
    const key = keyOf(record);
    if ((event === "accept" || event === "handed") && worker !== undefined && key !== undefined) {
      this.#served.set(key, lane);
    }
    // Who hands a client on is not the worker who gets it.
    const who = event === "handed" ? role : lane;
    this.#emit({ type: "call", at, start: at, lane: who, ...this.#call(record) });
    if (key === undefined || (record.transport === "udp")) return;
    const state = this.#states.after(key, record);
    const socket = this.#sockets.get(key);
    if (state === undefined || socket === undefined) return;
    if (state === "closed") socket.isOpen = false;
    socket.state = state;
    this.#emit({ type: "state", at, socket: socket.id, lane: who, state, ...ends(record) });
  }

  #call(record: TraceRecord): Pick<WatchCall, "call" | "arguments"> & Partial<WatchCall> {
    const { event, detail = "", bytes, data, transport } = record;
    const socket = this.#socket(record);
    const common = {
      ...(socket === undefined ? {} : { socket }),
      ...ends(record),
      ...(transport === undefined ? {} : { transport }),
    };
    switch (event) {
      case "read":
      case "write":
        return {
          call: event,
          arguments: "",
          ...common,
          length: bytes ?? 0,
          ...(data === undefined ? {} : { data: base64(data) }),
        };
      case "end":
        return detail.startsWith("we ")
          ? { call: "shutdown", arguments: "SHUT_WR", ...common }
          : { call: "read", arguments: "", ...common, result: 0, length: 0 };
      case "close":
        return { call: "close", arguments: "", ...common, last: true };
      case "reset":
        return { call: "close", arguments: "RST", ...common, last: true };
      case "error":
        return { call: "error", arguments: detail, ...common, result: -1, errno: errnoOf(detail) };
      default:
        return { call: event, arguments: detail, ...common };
    }
  }

  /** The lane of who serves the connection of an event. */
  #laneOf(record: TraceRecord): string {
    return this.#served.get(keyOf(record) ?? "") ?? record.role ?? "netlab";
  }

  #lane(lane: string, program: string, pid: number, at: number, parent?: string): void {
    if (this.#lanes.has(lane)) return;
    this.#lanes.add(lane);
    const tid = parent === undefined ? {} : { tid: Number(lane.replace(/^.*\//, "")), parent };
    this.#emit({ type: "lane", at, lane, program, pid, ...tid });
  }

  /** The socket of an event; a new one for a connection that begins. */
  #socket(record: TraceRecord): SocketId | undefined {
    const key = keyOf(record);
    if (key === undefined) return undefined;
    const known = this.#sockets.get(key);
    if (known?.isOpen) return known.id;
    const { role = "netlab" } = record;
    const count = (this.#counts.get(role) ?? 0) + 1;
    this.#counts.set(role, count);
    const id = `${role}#${count}`;
    this.#sockets.set(key, {
      ...ends(record),
      id,
      transport: record.transport ?? "tcp",
      isOpen: true,
      state: undefined,
    });
    return id;
  }

  /** Seconds since the beginning; never less than before. */
  #time(time: number): number {
    this.#at = Math.max(this.#at, Math.round(time - this.#began) / 1000);
    return this.#at;
  }
}

/** What a socket is known by: its program and its ends. */
function keyOf({ role = "netlab", local, remote }: TraceRecord): string | undefined {
  return local === undefined ? undefined : `${role} ${local} ${remote ?? ""}`;
}

function ends({ local, remote }: TraceRecord): { local?: string; remote?: string } {
  return { ...(local === undefined ? {} : { local }), ...(remote === undefined ? {} : { remote }) };
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text).subarray(0, 4096);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** The code of a failure, as far as its words tell. */
function errnoOf(detail: string): string {
  if (/reset|forcibly closed/i.test(detail)) return "ECONNRESET";
  if (/refused/i.test(detail)) return "ECONNREFUSED";
  if (/broken pipe/i.test(detail)) return "EPIPE";
  return "EIO";
}
