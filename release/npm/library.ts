import { dirname, join, relative } from "@std/path";
import { rolldown } from "npm:rolldown@1.3.2";
import ts from "npm:typescript@5.9.3";
import config from "../../deno.json" with { type: "json" };
import { loadedByUrl } from "../bundle/loaded_by_url.ts";
import { installLockedModules } from "../locked_modules.ts";

/**
 * Makes the library of the npm package: `mod/mod.ts` and what it loads as JavaScript that needs no
 * installation, and the types of what it exports.
 *
 * @param root of the sources.
 * @param folder gets `index.mjs`, the modules that it loads, and `types/`.
 */
export async function makeLibrary(root: string, folder: string): Promise<void> {
  const modules = await Deno.makeTempDir({ prefix: "netlab-modules-" });
  try {
    await installLockedModules(root, modules);
    await bundle(root, folder, join(modules, "node_modules"));
  } finally {
    await Deno.remove(modules, { recursive: true });
  }
  await Deno.copyFile(new URL("./runtime.mjs", import.meta.url), join(folder, "runtime.mjs"));
  await Deno.writeTextFile(join(folder, "index.mjs"), INDEX);
  await writeTypes(root, join(folder, "types"));
}

/** Elsewhere than in Deno, the first of the two says so before anything else fails. */
const INDEX = 'import "./runtime.mjs";\nexport * from "./mod.js";\n';

async function bundle(root: string, folder: string, libraries: string): Promise<void> {
  const own = Object.entries(config.imports).filter(([, target]) => target.startsWith("./"));
  await using build = await rolldown({
    cwd: root,
    input: { mod: join(root, "mod/mod.ts") },
    platform: "node",
    resolve: {
      alias: Object.fromEntries(own.map(([name, target]) => [name, join(root, target)])),
      modules: ["node_modules", libraries],
    },
    preserveEntrySignatures: "allow-extension",
    transform: { target: "es2022" }, // so that any Node reads as far as the sentence in runtime.mjs
    plugins: [loadedByUrl()],
    onLog: (level, log) => {
      if (level === "warn" && log.code !== "INEFFECTIVE_DYNAMIC_IMPORT") throw new Error(log.message);
    },
  });
  await build.write({ dir: folder, format: "esm", chunkFileNames: "shared/[name]-[hash].js" });
}

/**
 * Declarations alone: what the sources do is checked elsewhere, and nothing of the runtime may show in what
 * they export.
 */
async function writeTypes(root: string, folder: string): Promise<void> {
  const program = ts.createProgram([join(root, "mod/mod.ts")], {
    allowImportingTsExtensions: true,
    declaration: true,
    emitDeclarationOnly: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    noResolve: false,
    outDir: folder,
    rootDir: root,
    target: ts.ScriptTarget.ESNext,
    types: [],
  });
  const emitted = new Map<string, string>();
  program.emit(undefined, (name, text) => emitted.set(relative(folder, name), text), undefined, true);
  for (const name of reachable("mod/mod.d.ts", emitted)) {
    const path = join(folder, name);
    await Deno.mkdir(dirname(path), { recursive: true });
    const up = relative(dirname(name), "").replaceAll("\\", "/");
    await Deno.writeTextFile(
      path,
      withoutRuntime(withJavaScriptNames(emitted.get(name)!), `${up}/runtime.js`),
    );
  }
  await Deno.copyFile(new URL("./runtime.d.ts", import.meta.url), join(folder, "runtime.d.ts"));
}

/**
 * Programs may be checked without the types of Deno; of its names, only those that stand outside comments
 * count.
 */
function withoutRuntime(text: string, runtime: string): string {
  const code = text.replace(/\/\*[^]*?\*\//g, "");
  return /\bDeno\./.test(code) ? `import type * as Deno from "${runtime}";\n${text}` : text;
}

const SPECIFIER = /((?:from|import\()\s*")(\.[^"]+)\.ts(")/g;

/** The declarations that others refer to, from the first on. */
function reachable(first: string, emitted: ReadonlyMap<string, string>): Set<string> {
  const found = new Set([first]);
  for (const name of found) {
    for (const [, , path] of emitted.get(name)!.matchAll(SPECIFIER)) {
      found.add(join(dirname(name), `${path}.d.ts`).replaceAll("\\", "/"));
    }
  }
  return found;
}

/** TypeScript looks for the declarations of `x.js` in `x.d.ts`. */
function withJavaScriptNames(text: string): string {
  return text.replace(SPECIFIER, "$1$2.js$3");
}
