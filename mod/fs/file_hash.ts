import { createHash } from "node:crypto";

/**
 * The SHA-256 of a file, hexadecimal, read in bounded pieces.
 *
 * @throws the signal's reason, as soon as it aborts
 */
export async function sha256(path: string, signal: AbortSignal): Promise<string> {
  using file = await Deno.open(path);
  const hash = createHash("sha256");
  const buffer = new Uint8Array(256 * 1024);
  for (let length = await file.read(buffer); length !== null; length = await file.read(buffer)) {
    signal.throwIfAborted();
    hash.update(buffer.subarray(0, length));
  }
  return hash.digest("hex");
}
