import { isUtf8 } from "node:buffer";

/**
 * The charset that the beginning of a text is in, as far as its bytes say it.
 *
 * UTF-16 is known by its mark (RFC 2781). Of the older ones, none can be told from another: a text in
 * Latin-1 gets no charset, and its reader, who may know better, decides.
 *
 * @param head the first bytes
 * @param whole whether there are no others: a character may be cut at the end of a part
 * @returns undefined: not known
 */
export function textCharset(head: Uint8Array, whole: boolean): "utf-8" | "utf-16" | undefined {
  // FF FE 00 00 is UTF-32, which browsers do not read.
  if (head[0] === 0xff && head[1] === 0xfe) return head[2] === 0 && head[3] === 0 ? undefined : "utf-16";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16";
  // UTF-16 without a mark and ISO 2022 (RFC 1468) are made of bytes that are UTF-8, too.
  if (head.includes(0) || hasShift(head)) return undefined;
  return isUtf8(whole ? head : withoutCut(head)) ? "utf-8" : undefined;
}

/** Whether these bytes are text of some kind, so that a browser may show them as it. */
export function isTextual(head: Uint8Array, whole: boolean): boolean {
  if (head.length === 0) return false;
  return textCharset(head, whole) === "utf-16" || !head.some(isBinary);
}

/** Bytes that are in no text (WHATWG MIME Sniffing §7.2); ESC steers terminals. */
function isBinary(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b;
}

/** Changes to a Japanese, Chinese or Korean set: ESC `$`. */
function hasShift(head: Uint8Array): boolean {
  for (let at = head.indexOf(0x1b); at !== -1; at = head.indexOf(0x1b, at + 1)) {
    if (head[at + 1] === 0x24) return true;
  }
  return false;
}

/** Without the beginning of a character at the end. */
function withoutCut(head: Uint8Array): Uint8Array {
  for (let back = 1; back <= 3 && back <= head.length; back++) {
    const byte = head[head.length - back]!;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? head.subarray(0, head.length - back) : head;
  }
  return head;
}
