/** How much of a block is there before a last character that is cut off; all of it, where there is none. */
export function wholeCharacters(block: Uint8Array): number {
  for (let at = block.length - 1; at >= Math.max(0, block.length - 3); at--) {
    const byte = block[at]!;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const size = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return at + size > block.length ? at : block.length;
  }
  return block.length;
}

/** Whether a block is UTF-8 from its first byte to its last. */
export function isUtf8(bytes: Uint8Array): boolean {
  return new Utf8Check().goesOn(bytes, true);
}

/** Looks at a text as it comes, each byte once. */
export class Utf8Check {
  #decoder = new TextDecoder("utf-8", { fatal: true });

  /** Whether what has come so far is UTF-8; `ended`: nothing follows, and the next block begins a new text. */
  goesOn(bytes: Uint8Array, ended: boolean): boolean {
    try {
      this.#decoder.decode(bytes, { stream: !ended });
      return true;
    } catch {
      return false;
    }
  }
}
