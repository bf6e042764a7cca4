import { assertEquals } from "@std/assert";
import { foldedName, refusalOf, savedName } from "../../mod/fs/file_name.ts";
import { TempFolder } from "./temp_folder.ts";

/** Names that Linux can have, of which most mean something else or nothing on another system. */
export const FOREIGN_NAMES: readonly string[] = [
  "plain.txt",
  "sub/plain.txt",
  "A.txt",
  "a.txt",
  "é.txt",
  "e\u0301.txt",
  "con",
  "NUL.tar.gz",
  "aux .c",
  "COM1",
  "lpt².log",
  "CONIN$",
  "ends.",
  "ends ",
  "ends",
  "12:30.txt",
  "12_30.txt",
  "C:x",
  "a.txt:stream",
  "a.txt::$DATA",
  "back\\slash",
  "what?.txt",
  'a<b>"c"|*.txt',
  "tab\tbell\x07.txt",
  "line\u2028separator",
  "turned\u202etxt.exe",
  "  blanks",
  "-rf",
  "~",
  "LONGNA~1.TXT",
  "👩\u200d💻.jpg",
  `${"x".repeat(251)}.txt`,
  "文".repeat(85),
];

/** How many of them are one name once they are saved, on a disk that ignores case and Unicode forms. */
const AMONG_EQUALS = new Map<string, number>();
for (const name of FOREIGN_NAMES) {
  const key = foldedName(savedName(name)!);
  AMONG_EQUALS.set(key, (AMONG_EQUALS.get(key) ?? 0) + 1);
}

/** A folder `served` with a file of each name, whose content is its name, and an empty one, `got`. */
export function foreignFolder(): TempFolder {
  const temp = new TempFolder();
  for (const name of FOREIGN_NAMES) temp.write(`served/${name}`, name);
  Deno.mkdirSync(`${temp.path}/got`);
  return temp;
}

/** All files below a folder, by their paths, with what is in them. */
export function filesIn(folder: string, below = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, isDirectory } of Deno.readDirSync(`${folder}/${below}`)) {
    const path = `${below}${name}`;
    if (isDirectory) { for (const [each, text] of filesIn(folder, `${path}/`)) found.set(each, text); }
    else found.set(path, Deno.readTextFileSync(`${folder}/${path}`));
  }
  return found;
}

/** Fails unless each of the paths can be had on Windows. */
export function assertPortable(paths: Iterable<string>): void {
  for (const path of paths) {
    for (const name of path.split("/")) {
      assertEquals(refusalOf(name, "windows"), undefined, JSON.stringify(path));
    }
  }
}

/**
 * Fails unless each of the files has been saved, or a line says that it was not, because another one
 * has its name; so none was overwritten.
 */
export function assertAllTold(folder: string, stderr: string): void {
  const told = stderr.split(/\r?\n/).filter((line) => line.startsWith("netlab files get: "));
  const got = filesIn(folder);
  assertEquals(got.size + told.length, FOREIGN_NAMES.length, stderr);
  assertEquals(told.filter((line) => !/is there already|has just been saved/.test(line)), []);
  const contents = new Set(got.values());
  assertEquals(contents.size, got.size);
  // Only of several that fall together may one be missing, and another of them is there.
  const keyOf = (name: string) => foldedName(savedName(name)!);
  const missing = FOREIGN_NAMES.filter((name) =>
    !contents.has(name) && (AMONG_EQUALS.get(keyOf(name)) === 1 ||
      !FOREIGN_NAMES.some((other) => keyOf(other) === keyOf(name) && contents.has(other)))
  );
  assertEquals(missing, []);
  assertPortable(got.keys());
}
