/*
A download that may take several tries, and several runs of the program.

The bytes go to `NAME.part`, each to its place; which of them have arrived is noted in `NAME.part.json`, together with the
address and the validator of the version they belong to. The note is written after the bytes, never before: what it says is
there is there. A download of another version begins anew.
*/

import { ByteSet } from "../share/byte_set.ts";
import type { ByteRange } from "../semantics/byte_ranges.ts";
import type { RemoteFile } from "./remote_file.ts";

interface Note {
  url: string;
  size: number | null;
  validator: string | null;
  ranges: ByteRange[];
}

/** A file being put together from parts. Disposing it keeps what has arrived. */
export class PartialFile implements Disposable {
  /** What has arrived. */
  readonly received = new ByteSet();
  readonly #file: Deno.FsFile;

  private constructor(
    readonly path: string,
    readonly url: string,
    readonly remote: RemoteFile,
    file: Deno.FsFile,
  ) {
    this.#file = file;
  }

  /**
   * Opens what an earlier run left for this address and version, or begins anew.
   *
   * @param target what the file will be called when it is complete
   */
  static async open(target: string, url: string, remote: RemoteFile): Promise<PartialFile> {
    const path = `${target}.part`;
    const note = await readNote(path);
    const same = note !== undefined && note.url === url && note.validator !== null && remote.ranges &&
      note.validator === remote.validator && note.size === (remote.size ?? null);
    const file = await Deno.open(path, { create: true, write: true, read: true, truncate: !same });
    const partial = new PartialFile(path, url, remote, file);
    const { size } = await file.stat();
    if (same) {
      for (const { start, end } of note.ranges) partial.received.add({ start, end: Math.min(end, size) });
    }
    return partial;
  }

  /** Writes bytes to their place. One caller at a time for each place; several may write at once elsewhere. */
  async write(bytes: Uint8Array, at: number): Promise<void> {
    // Seek and write in one turn of the loop: nobody else can move the file's position in between.
    this.#file.seekSync(at, Deno.SeekMode.Start);
    for (let written = 0; written < bytes.length;) written += this.#file.writeSync(bytes.subarray(written));
    this.received.add({ start: at, end: at + bytes.length });
    await Promise.resolve();
  }

  /** Forgets everything that has arrived. */
  startOver(): void {
    this.#file.truncateSync(0);
    this.received.clear();
  }

  /** Notes what has arrived, for the next run. */
  note(): void {
    const { url, remote } = this;
    const ranges = [...this.received.ranges];
    const note: Note = { url, size: remote.size ?? null, validator: remote.validator ?? null, ranges };
    Deno.writeTextFileSync(`${this.path}.json`, JSON.stringify(note));
  }

  /** Removes the note: the file is complete. */
  async forget(): Promise<void> {
    await Deno.remove(`${this.path}.json`).catch(() => {/* none was written: it came in one go */});
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}

async function readNote(path: string): Promise<Note | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(`${path}.json`));
  } catch {
    return undefined; // nothing was left, or it cannot be read: begin anew
  }
}
