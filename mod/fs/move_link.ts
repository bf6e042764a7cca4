import { isAbsolute, join, relative, resolve } from "@std/path";

/** A place in a real folder of the disk. */
interface LinkPlace {
  readonly folder: string;
  readonly path: string;
}

/**
 * Moves a link such that it leads to where it led: what a relative one says is meant from its own folder.
 *
 * @param from the link
 * @param to where nothing is
 * @returns false: nothing was done, and a rename is all that it takes (it is absolute, or stays in its folder)
 * @throws an error of the system, such as that the new name has just been taken
 */
export async function moveLink(from: LinkPlace, to: LinkPlace): Promise<boolean> {
  const text = await Deno.readLink(from.path);
  if (isAbsolute(text) || from.folder === to.folder) return false;
  const info = await Deno.stat(from.path).catch(() => undefined);
  if (info === undefined) return false; // it leads nowhere, from anywhere
  const type = info.isDirectory ? "dir" : "file";
  await Deno.symlink(fromThere(text, from, to), to.path, { type });
  await Deno.remove(from.path);
  return true;
}

/** The shortest way to the same place, or that by the old folder where links on the way make it another place. */
function fromThere(text: string, from: LinkPlace, to: LinkPlace): string {
  const short = relative(to.folder, resolve(from.folder, text));
  return isSamePlace(join(to.folder, short), from.path)
    ? short
    : `${relative(to.folder, from.folder)}/${text}`;
}

function isSamePlace(a: string, b: string): boolean {
  try {
    return Deno.realPathSync(a) === Deno.realPathSync(b);
  } catch {
    return false;
  }
}
