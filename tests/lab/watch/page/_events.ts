import type { WatchCall, WatchEvent } from "../../../../mod/lab/watch/watch_event.ts";

// The texts of the page are those of its language
Object.assign(globalThis, { document: { documentElement: { lang: "en" } } });

export const [SERVER, CLIENT] = ["127.0.0.1:8765", "127.0.0.1:40000"];

export const HEAD: WatchEvent = {
  type: "head",
  version: 1,
  at: 0,
  source: "strace",
  programs: [{ name: "server", command: ["./s"] }, { name: "client", command: ["./c"] }],
  started: "2026-01-01T10:00:00.000Z",
};

/** A call that takes no time, unless `more` says when it began. */
export function call(at: number, lane: string, name: string, more: Partial<WatchCall> = {}): WatchCall {
  return { type: "call", at, start: at, lane, call: name, arguments: "", ...more };
}

/** The bytes of a text, as a call that has moved them tells it. */
export function moved(text: string): Partial<WatchCall> {
  return { data: btoa(text), length: text.length };
}

/** Both ends of a connection, from `listen` to `accept`, which comes half a second after `connect`. */
export const CONNECTED: readonly WatchEvent[] = [
  HEAD,
  { type: "lane", at: 0.001, lane: "server", program: "server", pid: 1 },
  { type: "lane", at: 0.001, lane: "client", program: "client", pid: 2 },
  call(0.002, "server", "listen", { socket: "server#1", local: SERVER, arguments: "5" }),
  call(0.01, "client", "connect", { socket: "client#1", local: CLIENT, remote: SERVER }),
  call(0.51, "server", "accept", {
    socket: "server#2",
    listener: "server#1",
    local: SERVER,
    remote: CLIENT,
    start: 0.5,
  }),
];

/** A call on the client's end. */
export function client(at: number, name: string, more: Partial<WatchCall> = {}): WatchCall {
  return call(at, "client", name, { socket: "client#1", local: CLIENT, remote: SERVER, ...more });
}

/** A call on the server's end of the connection. */
export function server(at: number, name: string, more: Partial<WatchCall> = {}): WatchCall {
  return call(at, "server", name, { socket: "server#2", local: SERVER, remote: CLIENT, ...more });
}
