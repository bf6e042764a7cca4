import { preview } from "../trace/render_event.ts";

/**
 * Bytes as text in quotes, on one line, harmless for a terminal; bytes that are not UTF-8 as `\xff`.
 *
 * @param most bytes that are shown.
 * @param inAll what is said behind them when there are more.
 */
export function visibleBytes(
  bytes: Uint8Array,
  most = 160,
  inAll = (size: number) => ` … ${size} bytes in all`,
): string {
  const shown = bytes.subarray(0, most);
  const rest = bytes.length > most ? inAll(bytes.length) : "";
  try {
    return preview(new TextEncoder().encode(new TextDecoder("utf-8", { fatal: true }).decode(shown)), most) +
      rest;
  } catch {
    return `"${[...shown].map(visibleByte).join("")}"${rest}`;
  }
}

function visibleByte(byte: number): string {
  if (byte === 0x0a) return "\\n";
  if (byte === 0x0d) return "\\r";
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`;
}
