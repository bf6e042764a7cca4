import { basename, dirname } from "@std/path";
import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { foldedName } from "../../fs/file_name.ts";
import { isThere } from "../../fs/name_there.ts";

/**
 * The files that one command has saved. `--force` replaces what was there before, and not what the
 * same command has just fetched: `A` and `a` are one file on many disks, and two folders of a server
 * may each have a `notes.txt`.
 */
export class SavedFiles {
  readonly #saved = new Map<string, { path: string; source: string }>();

  /**
   * @param path where a file is about to be saved
   * @param source what it is, as the user named it
   * @throws {Error} with a sentence, when another one that was saved is there
   */
  refuseOwn(path: string, source: string): void {
    const other = this.#saved.get(foldedName(path));
    if (other === undefined || other.source === source) return;
    if (other.path !== path && (!isThere(path) || isListed(path))) return;
    throw new MessageError(msg`"${path}" is where ${other.source} has just been saved`);
  }

  /** Remembers a file that has been saved. */
  add(path: string, source: string): void {
    this.#saved.set(foldedName(path), { path, source });
  }
}

/** Whether a folder has the very name, and not only one that its disk takes for the same. */
function isListed(path: string): boolean {
  const name = basename(path);
  return Deno.readDirSync(dirname(path)).some((entry) => entry.name === name);
}
