/*
A download that may take several tries, and several runs of the program.

The bytes go to `NAME.part`, each to its place; which of them have arrived is noted in
`NAME.part.json`, together with the address and the validator of the version they belong to. The
note is written after the bytes, never before: whatever it claims is really there. A download of
another version starts from the beginning.

The note is there before the part and goes after it: a `NAME.part` without one is somebody's file, and
stays as it is.
*/

import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { ByteSet } from "../files/share/byte_set.ts";
import type { ByteRange } from "../semantics/byte_ranges.ts";
import { replaceText } from "../../fs/write_text.ts";
import { exists } from "../../fs/incoming_file.ts";
import { writeError } from "../../fs/write_error.ts";
import type { RemoteFile } from "./remote_file.ts";

interface Note {
  url: string;
  size: number | null;
  validator: string | null;
  ranges: ByteRange[];
}

/**
 * A file being put together from parts. Disposing of it keeps the bytes that have arrived, if a
 * later run can use them.
 */
export class PartialFile implements Disposable {
  /** The bytes that have arrived. */
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
   * Opens the remains of an earlier run for this address and version, or starts from the beginning.
   *
   * @param target the name of the file when it is complete
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
      if (!same) {
        await refuseForeign(path);
        writeNote(path, { url, size: null, validator: null, ranges: [] });
      }
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

  /** Whether a later run can go on from here. */
  get isOfUse(): boolean {
    const { ranges, validator } = this.remote;
    return this.#noted && this.received.size > 0 && ranges && validator !== undefined;
  }

  /**
   * Writes bytes to their place. One caller at a time for each place; several may write to
   * different places at once.
   *
   * @throws {Error} with a sentence, when the disk takes no more
   */
  async write(bytes: Uint8Array, at: number): Promise<void> {
    try {
      // Seek and write in one turn of the loop: no other code can move the file's position in
      // between.
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

  /**
   * Records which bytes have arrived, for the next run. If the note cannot be written, the previous
   * one stays, and is still true.
   */
  note(): void {
    const { url, remote } = this;
    const ranges = [...this.received.ranges];
    const note: Note = { url, size: remote.size ?? null, validator: remote.validator ?? null, ranges };
    try {
      writeNote(this.path, note);
      this.#noted = true;
    } catch {
      // The one before stays.
    }
  }

  /** Removes the note: the file is complete. */
  forget(): void {
    this.#noted = false;
    removeIfThere(notePath(this.path));
  }

  /** Removes everything. */
  discard(): void {
    removeIfThere(this.path);
    this.forget();
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}

function notePath(path: string): string {
  return `${path}.json`;
}

/**
 * The name can be guessed, and the folder may be everybody's, like the temporary folder: a link
 * that somebody else put there would make us write to any place he likes.
 */
async function refuseStrange(path: string): Promise<void> {
  const info = await Deno.lstat(path).catch(() => undefined);
  if (info === undefined) return;
  if (info.isDirectory) throw new Deno.errors.IsADirectory();
  if (!info.isFile || (info.uid !== null && info.uid !== Deno.uid())) throw notOurs();
}

/** A file of the very name that no note is about was not made here. */
async function refuseForeign(path: string): Promise<void> {
  if (await exists(path) && !await exists(notePath(path))) throw notOurs();
}

function notOurs(): MessageError {
  return new MessageError(msg`something is there that this program did not make; remove it first`);
}

function writeNote(path: string, note: Note): void {
  replaceText(notePath(path), JSON.stringify(note));
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // It did not exist.
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
    return undefined; // nothing was left, or it cannot be read: start again
  }
}
