import { basename, join, resolve } from "@std/path";
import { root } from "../root.ts";
import { checkOut, commitOf } from "./check_out.ts";
import { type NetlabVersion, sourcesIn } from "./version.ts";

/**
 * The version that `--compare` names: a commit, which is checked out, a folder with sources, or a compiled program.
 *
 * @param word  what was typed; a commit goes before a file of the same name, and `./` before a name says that it is a file
 * @param folder where a commit may be checked out; the caller removes it
 * @throws {Error} when it is nothing of these, or sources would be compared with a compiled program
 */
export async function otherVersion(word: string, folder: string): Promise<NetlabVersion> {
  const compiled = Deno.env.get("NETLAB_BIN");
  const isCommit = await commitOf(root, word) !== undefined;
  const path = resolve(word);
  const isProgram = !isCommit && await isFile(path);
  if (isProgram !== Boolean(compiled)) {
    throw new Error(
      compiled
        ? `NETLAB_BIN names a compiled program: compare it with another one, not with the sources of "${word}"`
        : `"${word}" is a program, and these are sources: name the program to compare it with in NETLAB_BIN`,
    );
  }
  if (isProgram) return { start: [path], name: nameOf(path, compiled!) };
  const sources = isCommit ? await checkOut(root, word, folder) : path;
  if (!await isFile(join(sources, "main.ts"))) {
    throw new Error(`"${word}" is neither a commit of this repository, nor a folder with netlab's sources`);
  }
  return sourcesIn(sources, basename(sources));
}

/** Two programs mostly have one name, in two folders. */
function nameOf(path: string, other: string): string {
  return basename(path) === basename(other) ? path : basename(path);
}

async function isFile(path: string): Promise<boolean> {
  return await Deno.stat(path).then((info) => info.isFile, () => false);
}
