import { fromFileUrl } from "@std/path";

/** The default exports of all files of a folder beside this one: to add a server, a fault or a load is to add its file. */
export async function readFolder<T>(name: string): Promise<T[]> {
  const folder = new URL(`../${name}/`, import.meta.url);
  const files = [...Deno.readDirSync(fromFileUrl(folder))].map((entry) => entry.name).sort();
  return await Promise.all(
    files.map(async (file) => (await import(new URL(file, folder).href)).default as T),
  );
}
