import { createHash, randomBytes } from "node:crypto";

/*
Keys of students and of the teacher: a hundred random bits in letters that nobody confuses, so a key can be read out
and typed. Nobody guesses that many bits, so what is kept of one is its SHA-256: a slow hash protects passwords that
people think of, and a class of two hundred would wait for it.
*/

/** Thirty-two letters and digits without i, l, o and u (Crockford's base 32). */
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
const KEY = /^[0-9a-hjkmnp-tv-z]{5}(-[0-9a-hjkmnp-tv-z]{5}){3}$/;

/** A new one, such as `7kq2m-x9fwd-0ch3t-vb8zr`. */
export function newClassKey(): string {
  const letters = Array.from(randomBytes(20), (byte) => LETTERS[byte & 31]).join("");
  return letters.match(/.{5}/g)!.join("-");
}

/** A key as somebody typed it; undefined: this is none. */
export function readKey(typed: string): string | undefined {
  const key = typed.trim().toLowerCase().replaceAll("o", "0").replace(/[il]/g, "1");
  return KEY.test(key) ? key : undefined;
}

/** What is kept of a key. */
export function keyHash(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
