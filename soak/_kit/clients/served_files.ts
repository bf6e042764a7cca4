import { join } from "@std/path";
import { createHash } from "node:crypto";

/** A file that is served, and its contents. */
export interface FixtureFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The files that every file server of the run serves: none, one byte, a block, one more than a block, and a
 * bulky one.
 */
export const SERVED: readonly FixtureFile[] = [
  ["empty.bin", 0],
  ["one.bin", 1],
  ["block.bin", 65_536],
  ["odd.bin", 65_537],
  ["big.bin", 3_000_000],
].map(([name, size]) => ({ name: String(name), bytes: pattern(Number(size)) }));

/** Puts them into a folder. */
export async function layOut(folder: string): Promise<void> {
  for (const { name, bytes } of SERVED) await Deno.writeFile(join(folder, name), bytes);
}

/** The SHA-256 of bytes, as hexadecimal digits. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Bytes whose period is not a power of two, so that a block sent twice or left out shows. */
function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => (at * 7 + (at >> 8) * 13 + (at % 251)) & 255);
}
