import { formatAddress } from "../net/address.ts";
import type { TraceEvent } from "./tracer.ts";

/** An event as one line for people: time, connection, what happened, both addresses, bytes and a short preview. */
export function renderText(event: TraceEvent, time: Date): string {
  const parts = [clock(time), event.conn === undefined ? "-" : `#${event.conn}`, event.event.padEnd(7)];
  if (event.side) parts.push(event.side.padEnd(5));
  if (event.local) parts.push(formatAddress(event.local));
  if (event.remote) parts.push(ARROW[event.event] ?? "--", formatAddress(event.remote));
  if (event.bytes !== undefined) parts.push(`${event.bytes} ${event.bytes === 1 ? "byte" : "bytes"}`);
  if (event.data) parts.push(preview(event.data));
  if (event.detail) parts.push(event.detail);
  if (event.permissions) parts.push(event.permissions);
  return parts.join(" ");
}

/** An event as one JSON object on one line, for programs. `data` is a preview of at most 1024 bytes as text. */
export function renderJson(event: TraceEvent, time: Date): string {
  return JSON.stringify({
    time: time.toISOString(),
    ...(event.conn === undefined ? {} : { conn: event.conn }),
    event: event.event,
    ...(event.side ? { side: event.side } : {}),
    ...(event.local ? { local: formatAddress(event.local) } : {}),
    ...(event.remote ? { remote: formatAddress(event.remote) } : {}),
    ...(event.bytes === undefined ? {} : { bytes: event.bytes }),
    ...(event.data ? { data: new TextDecoder().decode(event.data.subarray(0, 1024)) } : {}),
    ...(event.detail ? { detail: event.detail } : {}),
    ...(event.permissions ? { permissions: event.permissions } : {}),
  });
}

/**
 * The first bytes, in quotes, so that whatever a peer sends shows as visible characters on one line and cannot steer the
 * terminal.
 *
 * @param most how many bytes to show.
 */
export function preview(data: Uint8Array, most = 48): string {
  const text = new TextDecoder().decode(data.subarray(0, most));
  return `"${escapeControls(text).replaceAll('"', '\\"')}"${data.length > most ? "…" : ""}`;
}

/** The text with control, format and line-separator characters written as escapes. */
export function escapeControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\]/gu, (character) => {
    const short = SHORT_ESCAPES[character];
    if (short !== undefined) return short;
    const code = character.codePointAt(0)!.toString(16);
    return code.length <= 2 ? `\\x${code.padStart(2, "0")}` : `\\u{${code}}`;
  });
}

const SHORT_ESCAPES: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\" };

const ARROW: Record<string, string> = { read: "<-", accept: "<-", write: "->", connect: "->" };

/** The time of day with milliseconds, local as on the wall. */
function clock(time: Date): string {
  const [hours, minutes, seconds] = [time.getHours(), time.getMinutes(), time.getSeconds()]
    .map((part) => String(part).padStart(2, "0"));
  return `${hours}:${minutes}:${seconds}.${String(time.getMilliseconds()).padStart(3, "0")}`;
}
