import { README_LIMIT, readmeHtml, readmeName } from "./page/readme_html.ts";
import type { ServedFolder } from "../../fs/served_folder.ts";

/**
 * The README of a folder as HTML, if it has one that can be read.
 *
 * @param names the folder
 * @param files the names in it that may be seen
 */
export async function folderReadme(
  tree: ServedFolder,
  names: readonly string[],
  files: readonly string[],
): Promise<string | undefined> {
  const name = readmeName(files);
  const found = name === undefined ? undefined : tree.find([...names, name]);
  if (name === undefined || found?.kind !== "file") return undefined;
  try {
    return await fileAsHtml(found.path, name);
  } catch {
    return undefined; // it may not be read, or has just gone: the page does without it
  }
}

/** The beginning of a text as HTML. @param name says whether it is Markdown @throws when it cannot be read */
export async function fileAsHtml(path: string, name: string): Promise<string> {
  return await readmeHtml(name, await beginning(path));
}

async function beginning(path: string): Promise<string> {
  using file = await Deno.open(path);
  const bytes = new Uint8Array(README_LIMIT);
  let length = 0;
  while (length < bytes.length) {
    const more = await file.read(bytes.subarray(length));
    if (more === null) break;
    length += more;
  }
  return new TextDecoder().decode(bytes.subarray(0, length));
}
