import { createHash, timingSafeEqual } from "node:crypto";

/**
 * Compares in a time that does not depend on where the two differ, nor on their length. An é is an
 * é, whether a keyboard produced one character or two (RFC 7617 §2.1).
 */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text.normalize("NFC")).digest();
}
