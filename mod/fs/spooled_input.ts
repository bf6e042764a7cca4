import { join } from "@std/path";
import { AtomicFile } from "./atomic_file.ts";
import { writeError } from "./write_error.ts";
import { onAbort } from "../net/connection/on_abort.ts";

/** Input that has been read to its end. */
export type SpooledInput =
  & (
    /** It is short, and in memory. */
    | { readonly kind: "bytes"; readonly bytes: Uint8Array }
    /** It is in a file that nobody else may read, and that is removed when this is disposed of. */
    | { readonly kind: "file"; readonly path: string; readonly size: number }
  )
  & Disposable;

/** How {@linkcode spoolInput} reads. */
export interface SpoolOptions {
  /** Where a file is made. */
  readonly folder: string;
  /** So many bytes are kept in memory; with more, all go to the disk. -1: always to the disk. */
  readonly inMemory: number;
  /** Gives up; nothing is left then. */
  readonly signal: AbortSignal;
  /** Called before each piece is taken, with the bytes so far and it; what it throws ends it. */
  onBytes?(total: number): void;
}

/**
 * Reads input to its end, onto the disk where it is long: it can then be sent in parts, several times, and
 * with its length in front, which nobody can do with a pipe.
 *
 * @throws {FsError} when the disk takes no more, the signal's reason, or what reading throws
 */
export async function spoolInput(
  input: { read(buffer: Uint8Array): Promise<number | null> },
  options: SpoolOptions,
): Promise<SpooledInput> {
  const { inMemory, signal, onBytes } = options;
  const buffer = new Uint8Array(Math.max(PIECE, inMemory + 1));
  let length = 0;
  const next = async (from: number): Promise<number | null> => {
    const read = await unlessAborted(input.read(buffer.subarray(from)), signal);
    if (read !== null) onBytes?.(length + read);
    length += read ?? 0;
    return read;
  };
  while (length <= inMemory) {
    if (await next(length) === null) {
      return { kind: "bytes", bytes: buffer.slice(0, length), [Symbol.dispose]: () => {} };
    }
  }
  const path = join(options.folder, `netlab-input-${crypto.randomUUID()}`);
  const file = await begin(path);
  try {
    for (let read: number | null = length; read !== null; read = await next(0)) {
      await file.write(buffer.subarray(0, read)).catch((error) => {
        throw writeError(path, error);
      });
    }
  } catch (error) {
    file[Symbol.dispose]();
    throw error;
  }
  return { kind: "file", path, size: length, [Symbol.dispose]: () => file[Symbol.dispose]() };
}

async function begin(path: string): Promise<AtomicFile> {
  try {
    return await AtomicFile.create(path, 0o600);
  } catch (error) {
    throw writeError(path, error);
  }
}

/** A read that nobody waits for any longer goes on, and its bytes are lost: the program is about to end. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  using _stopping = onAbort(signal, () => reject(signal.reason));
  return await Promise.race([work, stopped]);
}

const PIECE = 256 * 1024;
