import { preview } from "../../io/visible_text.ts";

/**
 * Bytes as text in quotes, on one line, harmless for a terminal; bytes that are not UTF-8 as `\xff`.
 *
 * @param most bytes that are shown.
 * @param inAll the words added after them when there are more.
 */
export function visibleBytes(
  bytes: Uint8Array,
  most = 160,
  inAll = (size: number) => ` … ${size} bytes in all`,
): string {
  const rest = bytes.length > most ? inAll(bytes.length) : "";
  return preview(bytes.subarray(0, most), most) + rest;
}
