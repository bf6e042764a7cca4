import type { WatchEvent } from "./watch_event.ts";

/**
 * The events of a recording, one JSON object a line.
 *
 * A recording is a file from anywhere: lines that are no events are passed over, and so is what a later version may
 * have added.
 *
 * @returns undefined when the text does not begin with a recording's head.
 */
export function parseWatchRecording(text: string): WatchEvent[] | undefined {
  const events = text.split("\n").flatMap((line) => parseWatchEvent(line) ?? []);
  const [head] = events;
  return head?.type === "head" ? events : undefined;
}

/** The event on a line; undefined when there is none. */
export function parseWatchEvent(line: string): WatchEvent | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isWatchEvent(value) ? value : undefined;
  } catch {
    return undefined; // a line of something else that begins with a brace
  }
}

type Kind = "string" | "number" | "list" | "object";

/** What each type of event has at least. */
const NEEDED: Readonly<Record<WatchEvent["type"], Readonly<Record<string, Kind>>>> = {
  head: { source: "string", programs: "list", started: "string", version: "number" },
  lane: { lane: "string", program: "string", pid: "number" },
  call: { start: "number", lane: "string", call: "string", arguments: "string" },
  state: { socket: "string", state: "string" },
  queues: { sockets: "list" },
  signal: { lane: "string", signal: "string" },
  end: { lane: "string" },
  output: { lane: "string", stream: "string", text: "string" },
  advice: { lane: "string", code: "string", call: "number", message: "object" },
  note: { message: "object" },
};

/** What an event may have. */
const ALLOWED: Readonly<Record<string, Kind>> = {
  at: "number",
  start: "number",
  version: "number",
  pid: "number",
  tid: "number",
  fd: "number",
  wanted: "number",
  result: "number",
  length: "number",
  code: "number",
  from: "number",
  parent: "string",
  language: "string",
  socket: "string",
  listener: "string",
  peer: "string",
  local: "string",
  remote: "string",
  transport: "string",
  errno: "string",
  data: "string",
  signal: "string",
  topic: "string",
  closes: "list",
};

function isWatchEvent(value: unknown): value is WatchEvent {
  const event = value as Readonly<Record<string, unknown>>;
  const { type } = event;
  if (typeof type !== "string" || !Object.hasOwn(NEEDED, type) || typeof event["at"] !== "number") {
    return false;
  }
  const needed = NEEDED[type as WatchEvent["type"]];
  return Object.entries(needed).every(([name, kind]) => isKind(event[name], kind)) &&
    Object.entries(ALLOWED).every(([name, kind]) =>
      event[name] === undefined || Object.hasOwn(needed, name) || isKind(event[name], kind)
    ) && (type !== "head" || !Number.isNaN(Date.parse(String(event["started"]))));
}

function isKind(value: unknown, kind: Kind): boolean {
  if (kind === "list") return Array.isArray(value);
  return typeof value === kind && value !== null && !Array.isArray(value);
}
