/**
 * Reads a file in this thread while it comes out of the system's memory, which takes less than to ask another thread; and as soon
 * as a read has taken long, because it comes from a disk, lets another thread wait for the next ones.
 */
export class FileSource {
  readonly #file: Pick<Deno.FsFile, "read" | "readSync">;
  #elsewhere = 1;

  /** Reads from the file's current position on. */
  constructor(file: Pick<Deno.FsFile, "read" | "readSync">) {
    this.#file = file;
  }

  /** As the file's own `read`, but a promise only when it had to wait. */
  read(buffer: Uint8Array): number | null | Promise<number | null> {
    if (this.#elsewhere > 0) {
      this.#elsewhere--;
      return this.#file.read(buffer);
    }
    const begun = performance.now();
    const length = this.#file.readSync(buffer);
    if (performance.now() - begun > LONG_MS) this.#elsewhere = READS_ELSEWHERE;
    return length;
  }
}

/** A quarter of a megabyte out of memory takes a tenth of this. */
const LONG_MS = 1;
const READS_ELSEWHERE = 64;
