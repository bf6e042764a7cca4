import { join } from "@std/path";
import { rolldown } from "npm:rolldown@1.3.2";

/**
 * Puts the libraries of the program into a folder as modules that need no installation: each name that the program imports
 * becomes a file, what several of them share becomes chunks. The versions are those of `deno.lock`.
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
    await installLocked(root, modules);
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
 * A module that passes on what the library exports, each name by itself: only so do older libraries, in CommonJS, keep their
 * names when they are bundled. Which those are is what the program sees, too.
 */
async function entry(name: string): Promise<string> {
  await import("reflect-metadata"); // without which @peculiar/x509 refuses to be loaded
  const exported = Object.keys(await import(name)).filter((each) => /^\w+$/.test(each));
  return exported.length === 0 ? `import "${name}";` : `export { ${exported.join(", ")} } from "${name}";`;
}

/** What is locked, as a `node_modules` folder, which is where bundlers look. */
async function installLocked(root: string, folder: string): Promise<void> {
  const { imports } = JSON.parse(await Deno.readTextFile(join(root, "deno.json")));
  const npm = Object.entries(imports as Record<string, string>).filter(([, target]) =>
    target.startsWith("npm:")
  )
    .map((
      [name, target],
    ) => [name.replace(/\/$/, ""), target.replace(/^npm:\/?/, "npm:").replace(/\/$/, "")]);
  const config = { nodeModulesDir: "auto", imports: Object.fromEntries(npm) };
  await Deno.writeTextFile(join(folder, "deno.json"), JSON.stringify(config));
  await Deno.copyFile(join(root, "deno.lock"), join(folder, "deno.lock"));
  const command = new Deno.Command(Deno.execPath(), {
    args: ["install", "--quiet", "--frozen"],
    cwd: folder,
    stdout: "inherit",
    stderr: "inherit",
  });
  if (!(await command.output()).success) throw new Error("The locked libraries could not be installed");
}

function fileName(name: string): string {
  return name.replace(/^@/, "").replace(/\.js$/, "");
}
