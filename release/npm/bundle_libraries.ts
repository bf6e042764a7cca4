import { join } from "@std/path";
import { rolldown } from "npm:rolldown@1.3.2";
import { installLockedModules } from "../locked_modules.ts";

/**
 * Puts the libraries of the program into a folder as modules that need no installation: each name that the
 * program imports becomes a file, what several of them share becomes chunks. The versions are those of
 * `deno.lock`.
 *
 * @param names as they stand in the program's imports.
 * @returns for each name the file, relative to the folder.
 */
export async function bundleLibraries(
  names: readonly string[],
  { root, folder }: { root: string; folder: string },
): Promise<Record<string, string>> {
  const modules = await Deno.makeTempDir({ prefix: "netlab-modules-" });
  try {
    await installLockedModules(root, modules);
    const input: Record<string, string> = {};
    for (const name of names) {
      input[fileName(name)] = join(modules, `${fileName(name).replaceAll("/", "_")}.entry.mjs`);
      await Deno.writeTextFile(input[fileName(name)]!, await entry(name));
    }
    const bundle = await rolldown({
      cwd: modules,
      input,
      platform: "node",
      preserveEntrySignatures: "strict",
      onLog: (level, log) => {
        if (level === "warn") throw new Error(log.message);
      },
    });
    await bundle.write({
      dir: folder,
      format: "esm",
      entryFileNames: "[name].mjs",
      chunkFileNames: "shared/[hash].mjs",
    });
    await bundle.close();
  } finally {
    await Deno.remove(modules, { recursive: true });
  }
  return Object.fromEntries(names.map((name) => [name, `${fileName(name)}.mjs`]));
}

/**
 * A module that passes on what the library exports, each name by itself: only so do older libraries, in
 * CommonJS, keep their names when they are bundled. Which those are is what the program sees, too.
 */
async function entry(name: string): Promise<string> {
  await import("reflect-metadata"); // without which @peculiar/x509 refuses to be loaded
  const exported = Object.keys(await import(name)).filter((each) => /^\w+$/.test(each));
  return exported.length === 0 ? `import "${name}";` : `export { ${exported.join(", ")} } from "${name}";`;
}

function fileName(name: string): string {
  return name.replace(/^@/, "").replace(/\.js$/, "");
}
