import { Buffer } from "node:buffer";

/*
Keys, values and the words of requests are any bytes; here they are strings of one character a byte, which the runtime
keeps in one byte a character, compares and hashes fast.
*/

/** Bytes as such a string. */
export function latin1Text({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
}

/** The bytes of such a string. */
export function latin1Bytes(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

/** Text that somebody typed, as such a string: its bytes are those of UTF-8. */
export function latin1Of(typed: string): string {
  return Buffer.from(typed, "utf8").toString("latin1");
}

/** What was typed as text, out of such a string. */
export function typedText(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString("utf8");
}
