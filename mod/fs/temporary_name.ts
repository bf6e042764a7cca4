import { basename, dirname, join } from "@std/path";
import { shortened } from "./file_name.ts";

/**
 * A path in the same folder for a file that is not complete yet: hidden, not to be guessed, and
 * recognisable to somebody who finds it after a crash.
 *
 * @param path where the complete file will be.
 */
export function temporaryName(path: string): string {
  const some = crypto.randomUUID().slice(0, 8);
  return join(dirname(path), `.${shortened(basename(path), 100)}.${some}.part`);
}
