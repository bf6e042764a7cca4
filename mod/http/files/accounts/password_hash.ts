/*
Passwords, as they are kept: scrypt (RFC 7914) in the form `$scrypt$ln=14,r=8,p=5$SALT$HASH` that other
programs read and write as well (the PHC string format; passlib, libsodium's and Go's libraries).

To compute one takes 16 MiB and about a fifth of a second of a thread of the runtime's pool, never of the event
loop: that is what a thief of the file has to spend for each guess.
*/

import { Buffer } from "node:buffer";
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** How much work a password is: memory is 128·r·2^ln bytes, time goes with p·r·2^ln. */
export interface HashCost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** What OWASP's Password Storage Cheat Sheet recommends, in the least memory. */
export const HASH_COST: HashCost = { ln: 14, r: 8, p: 5 };

/** A password as it is kept. */
export interface PasswordHash extends HashCost {
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

/** The most memory that one may take, bytes: nobody's file brings the server down. */
const MOST_MEMORY = 128 * 1024 * 1024;
/** The most work: four times that of ours. */
const MOST_WORK = 4 * 5 * 8 * 2 ** 14;

/** @param password of any length, not empty */
export async function hashPassword(password: string, cost: HashCost = HASH_COST): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, { ...cost, salt }, 32);
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${unpadded(salt)}$${unpadded(hash)}`;
}

/** Reads what {@linkcode hashPassword} has written. @returns undefined when it is none, or too much work */
export function parsePasswordHash(text: string): PasswordHash | undefined {
  const [, ln, r, p, salt, hash] =
    /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/
      .exec(text) ?? [];
  if (hash === undefined) return undefined;
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  if (cost.ln < 1 || cost.r < 1 || cost.p < 1) return undefined;
  if (128 * cost.r * 2 ** cost.ln > MOST_MEMORY || cost.p * cost.r * 2 ** cost.ln > MOST_WORK) {
    return undefined;
  }
  return { ...cost, salt: Buffer.from(salt!, "base64"), hash: Buffer.from(hash, "base64") };
}

/** Whether it is the password, in a time that does not depend on what it is instead. */
export async function isPassword(password: string, kept: PasswordHash): Promise<boolean> {
  return timingSafeEqual(await derive(password, kept, kept.hash.length), kept.hash);
}

/** An é is an é, whether a keyboard makes one character of it or two (RFC 7617 §2.1). */
function derive(
  password: string,
  { ln, r, p, salt }: HashCost & { salt: Uint8Array },
  length: number,
): Promise<Uint8Array> {
  const how = { N: 2 ** ln, r, p, maxmem: 2 * MOST_MEMORY };
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, key: Uint8Array) => error === null ? resolve(key) : reject(error);
    scrypt(password.normalize("NFC"), salt, length, how, done);
  });
}

function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replace(/=+$/, "");
}
