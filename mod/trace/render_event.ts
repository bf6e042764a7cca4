import { decodeUtf8, escapeJson, firstBytes, hexControls, preview } from "../io/visible_text.ts";
import { formatAddress } from "../net/address/socket_address.ts";
import type { TraceEvent } from "./tracer.ts";

/**
 * An event as one line for people: time, connection, what happened, both addresses, bytes and a short
 * preview.
 */
export function renderText(event: TraceEvent, time: Date): string {
  const parts = [clock(time), event.conn === undefined ? "-" : `#${event.conn}`, event.event.padEnd(7)];
  if (event.side) parts.push(event.side.padEnd(5));
  if (event.local) parts.push(formatAddress(event.local));
  if (event.remote) parts.push(ARROW[event.event] ?? "--", formatAddress(event.remote));
  if (event.bytes !== undefined) parts.push(`${event.bytes} ${event.bytes === 1 ? "byte" : "bytes"}`);
  if (event.data) parts.push(preview(event.data));
  if (event.detail) parts.push(event.detail);
  if (event.permissions) parts.push(event.permissions);
  return hexControls(parts.join(" "));
}

/**
 * An event as one JSON object on one line, for programs. `data` is a preview of at most 1024 bytes
 * as text; where the bytes are not UTF-8, so the text does not hold all of them, `base64` has the
 * originals.
 */
export function renderJson(event: TraceEvent, time: Date): string {
  return escapeJson(JSON.stringify({
    time: time.toISOString(),
    ...(event.conn === undefined ? {} : { conn: event.conn }),
    event: event.event,
    ...(event.side ? { side: event.side } : {}),
    ...((event.remote ?? event.local)?.transport === "udp" ? { transport: "udp" } : {}),
    ...(event.local ? { local: formatAddress(event.local) } : {}),
    ...(event.remote ? { remote: formatAddress(event.remote) } : {}),
    ...(event.bytes === undefined ? {} : { bytes: event.bytes }),
    ...(event.data ? dataOf(firstBytes(event.data, 1024)) : {}),
    ...(event.detail ? { detail: event.detail } : {}),
    ...(event.permissions ? { permissions: event.permissions } : {}),
  }));
}

function dataOf(bytes: Uint8Array): { data: string; base64?: string } {
  const text = decodeUtf8(bytes);
  if (text !== undefined) return { data: text };
  return { data: new TextDecoder().decode(bytes), base64: btoa(String.fromCharCode(...bytes)) };
}

const ARROW: Record<string, string> = { read: "<-", accept: "<-", write: "->", connect: "->" };

/** The time of day with milliseconds, local as on the wall. */
function clock(time: Date): string {
  const [hours, minutes, seconds] = [time.getHours(), time.getMinutes(), time.getSeconds()]
    .map((part) => String(part).padStart(2, "0"));
  return `${hours}:${minutes}:${seconds}.${String(time.getMilliseconds()).padStart(3, "0")}`;
}
