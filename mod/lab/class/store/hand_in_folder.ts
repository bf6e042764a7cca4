import { createHash } from "node:crypto";
import { dirname, join } from "@std/path";
import { AtomicFile } from "../../../fs/atomic_file.ts";
import { temporaryName } from "../../../fs/temporary_name.ts";
import { writeError } from "../../../fs/write_error.ts";
import type { ClassStore } from "./class_store.ts";
import type { Student } from "./student.ts";

/** The folder of the hand-ins below that of the class. */
export const HAND_INS = "hand-ins";

/**
 * The newest version of each hand-in as a file of its own, in a folder with its student's name: for the teacher's own
 * programs, and for `netlab check all`. They are copies: what counts is in the class's file, and copies that are
 * missing are made when the class is opened.
 */
export class HandInFolder {
  readonly #dir: string;
  #last: Promise<void> = Promise.resolve();

  /** @param dir the folder of the class */
  constructor(dir: string) {
    this.#dir = join(dir, HAND_INS);
  }

  /**
   * Writes a copy; those that are asked for later come later.
   *
   * @throws {FsError} when it cannot be written
   */
  async put(student: Pick<Student, "name">, file: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.#dir, student.name, file);
    const written = this.#last.then(() => this.#write(path, bytes));
    this.#last = written.catch(() => {});
    await written;
  }

  /** Makes the copies that are missing or have other bytes: of a version that came just before a kill, perhaps. */
  async restore(store: ClassStore): Promise<void> {
    for (const student of store.students.values()) {
      const newest = new Map(student.handIns.map((handIn) => [handIn.file, handIn]));
      for (const { id, file, size, sha256 } of newest.values()) {
        if (await isCopy(join(this.#dir, student.name, file), size, sha256)) continue;
        const kept = store.handIn(id);
        if (kept !== undefined) await this.put(student, file, kept.bytes);
      }
    }
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    try {
      await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
      using copy = await AtomicFile.create(temporaryName(path), 0o600);
      await copy.write(bytes);
      await copy.keep(path.slice(dirname(path).length + 1), "overwrite");
    } catch (error) {
      throw writeError(path, error);
    }
  }
}

async function isCopy(path: string, size: number, sha256: string): Promise<boolean> {
  try {
    const info = await Deno.lstat(path);
    if (!info.isFile || info.size !== size) return false;
    return createHash("sha256").update(await Deno.readFile(path)).digest("hex") === sha256;
  } catch {
    return false; // there is none
  }
}
