import { join } from "@std/path";
import { UNFINISHED } from "./file_name.ts";
import { giveName, type GivenName } from "./give_name.ts";

/**
 * Copies a file on this machine, whole or not at all, and replaces nothing.
 *
 * @param from a regular file.
 * @param folder where the copy will be.
 * @param name what it will be called.
 * @throws the system's own errors: `AlreadyExists` when the name is taken.
 */
export async function copyFile(from: string, folder: string, name: string): Promise<GivenName> {
  const unfinished = join(folder, `${UNFINISHED}${crypto.randomUUID()}.part`);
  try {
    await Deno.copyFile(from, unfinished);
    return await giveName(unfinished, folder, name, "error");
  } catch (error) {
    await Deno.remove(unfinished).catch(() => {/* it has not come that far */});
    throw error;
  }
}
