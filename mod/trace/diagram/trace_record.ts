import type { TraceEventName } from "../tracer.ts";

/** A line of `--trace=json`, read back, and who wrote it. */
export interface TraceRecord {
  /** Who wrote it: a role of an exercise; absent when a trace stands alone. */
  readonly role?: string;
  /** ISO 8601, with milliseconds. */
  readonly time: string;
  readonly event: TraceEventName;
  readonly conn?: number;
  /** Of a relay: which of its two addresses. */
  readonly side?: "left" | "right";
  /** `udp` for a datagram; absent for a stream. */
  readonly transport?: "udp";
  /** As `127.0.0.1:8765` or `[::1]:8765`. */
  readonly local?: string;
  readonly remote?: string;
  readonly bytes?: number;
  /** The first bytes, as text. */
  readonly data?: string;
  readonly detail?: string;
}

/**
 * One line of a saved trace.
 *
 * @returns `undefined` for a line that is not a trace event: standard error carries other
 *   sentences, too.
 */
export function parseTraceLine(line: string, role?: string): TraceRecord | undefined {
  if (!line.startsWith("{")) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined; // a sentence that begins with a brace
  }
  if (!isTraceRecord(value)) return undefined;
  return role === undefined ? value : { ...value, role };
}

/** All the events of a saved trace, in the order of its lines. */
export function parseTrace(text: string): TraceRecord[] {
  return text.split("\n").flatMap((line) => parseTraceLine(line.trim()) ?? []);
}

const TYPES: Readonly<Record<string, "string" | "number">> = {
  role: "string",
  conn: "number",
  side: "string",
  transport: "string",
  local: "string",
  remote: "string",
  bytes: "number",
  data: "string",
  detail: "string",
};

function isTraceRecord(value: unknown): value is TraceRecord {
  const record = value as Record<string, unknown>;
  return typeof record.event === "string" && typeof record.time === "string" &&
    !Number.isNaN(Date.parse(record.time)) &&
    Object.entries(TYPES).every(([name, type]) => record[name] === undefined || typeof record[name] === type);
}
