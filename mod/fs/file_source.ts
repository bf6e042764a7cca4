import { AdaptiveFileIo } from "./adaptive_file_io.ts";

/** Reads a file in this thread while it comes out of the system's memory. */
export class FileSource {
  readonly #file: Pick<Deno.FsFile, "read" | "readSync">;
  readonly #fileIo: AdaptiveFileIo;

  /**
   * Reads from the file's current position on.
   *
   * @param fileIo knowledge about the disk; without it, another thread does the first read.
   */
  constructor(file: Pick<Deno.FsFile, "read" | "readSync">, fileIo: AdaptiveFileIo = new AdaptiveFileIo(1)) {
    this.#file = file;
    this.#fileIo = fileIo;
  }

  /** As the file's own `read`, but a promise only when it had to wait. */
  read(buffer: Uint8Array): number | null | Promise<number | null> {
    return this.#fileIo.run(() => this.#file.readSync(buffer), () => this.#file.read(buffer));
  }
}
