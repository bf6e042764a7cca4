/*
A download that may take several tries, and several runs of the program.

The bytes go to `NAME.part`, each to its place; which of them have arrived is noted in `NAME.part.json`, together with the
address and the validator of the version they belong to. The note is written after the bytes, never before: what it says is
there is there. A download of another version begins anew.
*/

import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { ByteSet } from "../files/share/byte_set.ts";
import type { ByteRange } from "../semantics/byte_ranges.ts";
import { writeError } from "../../fs/write_error.ts";
import type { RemoteFile } from "./remote_file.ts";

interface Note {
  url: string;
  size: number | null;
  validator: string | null;
  ranges: ByteRange[];
}

/** A file being put together from parts. Disposing it keeps what has arrived, if that is of use to a later run. */
export class PartialFile implements Disposable {
  /** What has arrived. */
  readonly received = new ByteSet();
  readonly #file: Deno.FsFile;
  #noted: boolean;

  private constructor(
    readonly path: string,
    readonly url: string,
    readonly remote: RemoteFile,
    file: Deno.FsFile,
    noted: boolean,
  ) {
    this.#file = file;
    this.#noted = noted;
  }

  /**
   * Opens what an earlier run left for this address and version, or begins anew.
   *
   * @param target what the file will be called when it is complete
   * @throws {Error} with a sentence, if nothing can be written there
   */
  static async open(target: string, url: string, remote: RemoteFile): Promise<PartialFile> {
    const path = `${target}.part`;
    try {
      await refuseStrange(path);
      await refuseStrange(notePath(path));
      const note = await readNote(path);
      const same = note !== undefined && note.url === url && note.validator !== null && remote.ranges &&
        note.validator === remote.validator && note.size === (remote.size ?? null);
      const file = await Deno.open(path, { create: true, write: true, read: true, truncate: !same });
      const partial = new PartialFile(path, url, remote, file, same);
      const { size } = await file.stat();
      if (same) {
        for (const { start, end } of note.ranges) {
          partial.received.add({ start, end: Math.min(end, size) });
        }
      }
      return partial;
    } catch (error) {
      throw writeError(path, error);
    }
  }

  /** Whether a later run can go on from what is here. */
  get isOfUse(): boolean {
    const { ranges, validator } = this.remote;
    return this.#noted && this.received.size > 0 && ranges && validator !== undefined;
  }

  /**
   * Writes bytes to their place. One caller at a time for each place; several may write at once elsewhere.
   *
   * @throws {Error} with a sentence, when the disk takes no more
   */
  async write(bytes: Uint8Array, at: number): Promise<void> {
    try {
      // Seek and write in one turn of the loop: nobody else can move the file's position in between.
      this.#file.seekSync(at, Deno.SeekMode.Start);
      for (let written = 0; written < bytes.length;) {
        written += this.#file.writeSync(bytes.subarray(written));
      }
    } catch (error) {
      throw writeError(this.path, error);
    }
    this.received.add({ start: at, end: at + bytes.length });
    await Promise.resolve();
  }

  /** Forgets everything that has arrived. */
  startOver(): void {
    this.#file.truncateSync(0);
    this.received.clear();
  }

  /** Notes what has arrived, for the next run. A note that cannot be written leaves the one before, which is still true. */
  note(): void {
    const { url, remote } = this;
    const ranges = [...this.received.ranges];
    const note: Note = { url, size: remote.size ?? null, validator: remote.validator ?? null, ranges };
    const path = notePath(this.path);
    try {
      // In one step: whoever is killed half-way leaves a whole note. Nor is a link followed that somebody put there.
      removeIfThere(`${path}.new`);
      Deno.writeTextFileSync(`${path}.new`, JSON.stringify(note), { createNew: true });
      Deno.renameSync(`${path}.new`, path);
      this.#noted = true;
    } catch {
      removeIfThere(`${path}.new`);
    }
  }

  /** Removes the note: the file is complete. */
  forget(): void {
    this.#noted = false;
    removeIfThere(notePath(this.path));
  }

  /** Removes everything. */
  discard(): void {
    this.forget();
    removeIfThere(this.path);
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}

function notePath(path: string): string {
  return `${path}.json`;
}

/**
 * The name can be guessed, and the folder may be everybody's, as the temporary one is: a link that somebody else put there
 * would have us write wherever he likes.
 */
async function refuseStrange(path: string): Promise<void> {
  const info = await Deno.lstat(path).catch(() => undefined);
  if (info === undefined) return;
  if (info.isDirectory) throw new Deno.errors.IsADirectory();
  if (!info.isFile || (info.uid !== null && info.uid !== Deno.uid())) {
    throw new MessageError(msg`something is there that this program did not make; remove it first`);
  }
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // It was not there.
  }
}

function isRange(value: ByteRange | null): boolean {
  return Number.isSafeInteger(value?.start) && Number.isSafeInteger(value?.end) && value!.start >= 0;
}

async function readNote(path: string): Promise<Note | undefined> {
  try {
    const note: Note | null = JSON.parse(await Deno.readTextFile(notePath(path)));
    return Array.isArray(note?.ranges) && note.ranges.every(isRange) ? note : undefined;
  } catch {
    return undefined; // nothing was left, or it cannot be read: begin anew
  }
}
