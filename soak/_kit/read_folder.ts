import { fromFileUrl } from "@std/path";

/**
 * The default exports of all files of a folder of the soak and of its sub-folders: to add a server, a fault
 * or a load is to add its file.
 *
 * @param name `servers`, `faults` or `loads`
 */
export async function readFolder<T>(name: string): Promise<T[]> {
  const found = filesBelow(new URL(`../${name}/`, import.meta.url));
  // In the order of their names, wherever they lie: a seed is to choose the same faults after one has moved.
  const files = found.sort((a, b) => baseName(a) < baseName(b) ? -1 : 1);
  return await Promise.all(files.map(async (file) => (await import(file.href)).default as T));
}

/** Every file of a folder and of those below it. */
export function filesBelow(folder: URL): URL[] {
  return [...Deno.readDirSync(fromFileUrl(folder))].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesBelow(new URL(`${name}/`, folder)) : [new URL(name, folder)]
  );
}

/** The name of a file without its folder. */
export function baseName(file: URL): string {
  return file.pathname.slice(file.pathname.lastIndexOf("/") + 1);
}
