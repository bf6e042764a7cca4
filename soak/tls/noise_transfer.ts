import { createHash } from "node:crypto";
import type { Random } from "../../mod/check/probes/seeded_random.ts";
import { noise } from "../../tests/_kit/noise.ts";
import { pause } from "../../tests/_kit/until.ts";

/** What went by, on one side. */
export interface Passed {
  readonly bytes: number;
  readonly sha256: string;
}

const MIB = 1024 * 1024;
const STOCK = noise(16 * MIB);
const LARGEST_WRITE = 256 * 1024;
/** One in so many reads and writes pauses, for up to so many milliseconds. */
const PAUSE_EVERY = 500;
const LONGEST_PAUSE_MS = 200;

/** Blocks of random length from random places, with pauses. */
export async function* noiseBlocks(bytes: number, random: Random): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let left = bytes; left > 0;) {
    const length = Math.min(left, 1 + random.integer(LARGEST_WRITE));
    const at = random.integer(STOCK.length - length);
    yield STOCK.subarray(at, at + length);
    left -= length;
    await maybePause(random);
  }
}

/** Sends noise to its end, and half-closes. */
export async function sendNoise(to: Deno.Conn, bytes: number, random: Random): Promise<Passed> {
  const hash = createHash("sha256");
  for await (const block of noiseBlocks(bytes, random)) {
    hash.update(block);
    for (let at = 0; at < block.length;) at += await to.write(block.subarray(at));
  }
  await to.closeWrite();
  return { bytes, sha256: hash.digest("hex") };
}

/**
 * Reads to the end, with pauses.
 *
 * @param halfway called once after `bytes / 2`; nothing is read until it resolves
 */
export async function receiveSlowly(
  from: AsyncIterable<Uint8Array>,
  { bytes, random, halfway }: { bytes: number; random: Random; halfway: () => Promise<void> },
): Promise<Passed> {
  const hash = createHash("sha256");
  let seen = 0;
  for await (const block of from) {
    hash.update(block);
    if (seen < bytes / 2 && seen + block.length >= bytes / 2) await halfway();
    seen += block.length;
    await maybePause(random);
  }
  return { bytes: seen, sha256: hash.digest("hex") };
}

/** What a connection says, without the streams that would close it. */
export async function* blocksOf(connection: Deno.Conn): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(256 * 1024);
  for (;;) {
    const count = await connection.read(buffer);
    if (count === null) return;
    yield buffer.subarray(0, count);
  }
}

async function maybePause(random: Random): Promise<void> {
  if (random.integer(PAUSE_EVERY) === 0) await pause(random.integer(LONGEST_PAUSE_MS));
}
