import { DiskPace } from "./disk_pace.ts";

/** Reads a file in this thread while it comes out of the system's memory. */
export class FileSource {
  readonly #file: Pick<Deno.FsFile, "read" | "readSync">;
  readonly #pace: DiskPace;

  /**
   * Reads from the file's current position on.
   *
   * @param pace what is known of the disk; without it, another thread does the first read.
   */
  constructor(file: Pick<Deno.FsFile, "read" | "readSync">, pace: DiskPace = new DiskPace(1)) {
    this.#file = file;
    this.#pace = pace;
  }

  /** As the file's own `read`, but a promise only when it had to wait. */
  read(buffer: Uint8Array): number | null | Promise<number | null> {
    return this.#pace.run(() => this.#file.readSync(buffer), () => this.#file.read(buffer));
  }
}
