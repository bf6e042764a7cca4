/*
What Linux says about a file: the memory that statx(2) writes to.
*/

/** What the system says about a file. */
export interface LookedUp {
  /** Undefined for what nobody is served: a device, a pipe. */
  readonly kind: "file" | "folder" | "link" | undefined;
  /** Bytes. */
  readonly size: number;
  /** Permission bits; null where there are none. */
  readonly mode: number | null;
  /** Milliseconds since 1970; 0 when the system does not say. */
  readonly modified: number;
  readonly created: number | undefined;
}

/** Bytes of a `struct statx`. */
export const STATX = 256;
/** AT_SYMLINK_NOFOLLOW and AT_NO_AUTOMOUNT */
export const NOT_FOLLOWED = 0x100 | 0x800;
/** AT_EMPTY_PATH: the descriptor itself is asked. */
export const ITSELF = 0x1000;
/** STATX_TYPE: the kind is all that is asked. */
export const KIND = 0x1;
const [STATX_MODE, STATX_MTIME, STATX_SIZE, STATX_BTIME] = [0x2, 0x40, 0x200, 0x800];
/** All that a {@linkcode LookedUp} tells. */
export const WANTED = KIND | STATX_MODE | STATX_MTIME | STATX_SIZE | STATX_BTIME;
/** DT_DIR, DT_REG and DT_LNK, which are the upper bits of a file's mode. */
export const KINDS: Readonly<Record<number, LookedUp["kind"]>> = { 4: "folder", 8: "file", 10: "link" };

/** @param numbers what statx has written */
export function kindIn(numbers: Uint32Array): LookedUp["kind"] {
  return KINDS[(numbers[7]! & 0xffff) >> 12];
}

/**
 * @param numbers what statx has written, asked for what is {@linkcode WANTED}
 * @returns undefined for times before 1970, which the runtime has its own way with
 */
export function lookedUp(numbers: Uint32Array): LookedUp | undefined {
  const mode = numbers[7]! & 0xffff;
  const has = (field: number) => (numbers[0]! & field) !== 0;
  const modified = has(STATX_MTIME) ? milliseconds(numbers, 28) : 0;
  const created = has(STATX_BTIME) ? milliseconds(numbers, 20) : 0;
  if (!(modified >= 0 && created >= 0)) return undefined;
  const size = numbers[11]! * 2 ** 32 + numbers[10]!;
  return { kind: kindIn(numbers), size, mode, modified, created: created || undefined };
}

/** A `struct statx_timestamp`: 64 bits of seconds, 32 of nanoseconds. */
function milliseconds(numbers: Uint32Array, at: number): number {
  const seconds = (numbers[at + 1]! | 0) * 2 ** 32 + numbers[at]!;
  return seconds * 1000 + Math.floor(numbers[at + 2]! / 1e6);
}
