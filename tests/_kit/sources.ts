import { fromFileUrl, join } from "@std/path";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/**
 * The TypeScript files below a folder of the project.
 *
 * @param folder from the project's root, with `/`.
 * @returns their paths from the root, with `/`.
 */
export async function* sources(folder: string): AsyncGenerator<string> {
  for (const { name, isDirectory } of await Array.fromAsync(Deno.readDir(join(ROOT, folder)))) {
    if (isDirectory && name !== "node_modules") yield* sources(`${folder}/${name}`);
    else if (name.endsWith(".ts")) yield `${folder}/${name}`;
  }
}
