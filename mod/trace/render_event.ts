import { formatAddress } from "../net/address/socket_address.ts";
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

/**
 * An event as one JSON object on one line, for programs. `data` is a preview of at most 1024 bytes as text;
 * where the bytes are no UTF-8, so that the text is not all of them, `base64` has them as they were.
 */
export function renderJson(event: TraceEvent, time: Date): string {
  return JSON.stringify({
    time: time.toISOString(),
    ...(event.conn === undefined ? {} : { conn: event.conn }),
    event: event.event,
    ...(event.side ? { side: event.side } : {}),
    ...(event.local ? { local: formatAddress(event.local) } : {}),
    ...(event.remote ? { remote: formatAddress(event.remote) } : {}),
    ...(event.bytes === undefined ? {} : { bytes: event.bytes }),
    ...(event.data ? dataOf(beginning(event.data, 1024)) : {}),
    ...(event.detail ? { detail: event.detail } : {}),
    ...(event.permissions ? { permissions: event.permissions } : {}),
  });
}

function dataOf(bytes: Uint8Array): { data: string; base64?: string } {
  const text = utf8(bytes);
  if (text !== undefined) return { data: text };
  return { data: new TextDecoder().decode(bytes), base64: btoa(String.fromCharCode(...bytes)) };
}

/**
 * The first bytes, in quotes, so that whatever a peer sends shows as visible characters on one line and
 * cannot steer the terminal, and nothing is lost.
 *
 * @param most how many bytes to show; a character is not cut.
 */
export function preview(data: Uint8Array, most = 48): string {
  return `"${escapeBytes(beginning(data, most)).replaceAll('"', '\\"')}"${data.length > most ? "…" : ""}`;
}

/** Bytes as text with controls escaped; those that are no UTF-8 as `\\xff`. */
export function escapeBytes(bytes: Uint8Array): string {
  const whole = utf8(bytes);
  if (whole !== undefined) return escapeControls(whole);
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const character = utf8(bytes.subarray(at, at + lengthOf(bytes[at]!)));
    text += character === undefined
      ? `\\x${bytes[at]!.toString(16).padStart(2, "0")}`
      : escapeControls(character);
    at += character === undefined ? 1 : lengthOf(bytes[at]!);
  }
  return text;
}

/** The first bytes without the character that the cut goes through. */
function beginning(bytes: Uint8Array, most: number): Uint8Array {
  if (bytes.length <= most) return bytes;
  for (let start = most - 1; start >= Math.max(0, most - 3); start--) {
    if ((bytes[start]! & 0xc0) === 0x80) continue;
    const end = start + lengthOf(bytes[start]!);
    return bytes.subarray(0, end > most && utf8(bytes.subarray(start, end)) !== undefined ? start : most);
  }
  return bytes.subarray(0, most);
}

/** How long the character is that begins with this byte, if it is one. */
function lengthOf(first: number): number {
  return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return STRICT.decode(bytes);
  } catch {
    return undefined;
  }
}

const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

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
