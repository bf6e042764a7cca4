/**
 * The first half of `deno task compile`: puts the program and its libraries together into a few JavaScript
 * files in `dist/bundle`, which `deno compile` then embeds.
 *
 * Compiled as they are, each of the sources costs a quarter of a millisecond when it is loaded, and that
 * there are packages from npm in the program costs seven at every start (docs/performance.md). What a command
 * loads when it is used remains in files of its own.
 */
import { fromFileUrl, join } from "@std/path";
import { type OutputChunk, rolldown } from "npm:rolldown@1.3.2";
import config from "../../deno.json" with { type: "json" };
import { installLockedModules } from "../locked_modules.ts";
import { chunkNames } from "./chunk_names.ts";
import { inlinedAssets } from "./inlined_assets.ts";
import { loadedByUrl } from "./loaded_by_url.ts";
import { namedFiles } from "./named_files.ts";
import { packedPages } from "./packed_pages.ts";
import { pageScripts } from "./page_assets.ts";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));
const MAIN = join(ROOT, "main.ts");

/** Every start loads the first; a server, or whoever reads options, the second. */
const TOGETHER = {
  start: [MAIN],
  serve: ["commands/echo/serve.ts", "mod/cli/parse_command_line.ts", "mod/server/modes/events.ts"].map((
    path,
  ) => join(ROOT, path)),
};

/**
 * Writes the bundle into a folder, which is emptied before. Its main file is `main.js`.
 *
 * @returns the files, the main one first.
 */
export async function bundle(folder: string): Promise<OutputChunk[]> {
  const libraries = await Deno.makeTempDir({ prefix: "netlab-modules-" });
  try {
    await installLockedModules(ROOT, libraries);
    await Deno.remove(folder, { recursive: true }).catch(() => {/* there is none yet */});
    return await write(folder, join(libraries, "node_modules"));
  } finally {
    await Deno.remove(libraries, { recursive: true });
  }
}

async function write(folder: string, libraries: string): Promise<OutputChunk[]> {
  await using build = await rolldown({
    cwd: ROOT,
    input: { main: MAIN },
    platform: "node",
    resolve: { alias: ownImports(), modules: ["node_modules", libraries] },
    preserveEntrySignatures: "allow-extension",
    plugins: [namedFiles(), pageScripts(), inlinedAssets(), packedPages(ROOT), loadedByUrl()],
    onLog: (level, log) => {
      // What the child's entry needs from source, the program loads as it needs it.
      if (level === "warn" && log.code !== "INEFFECTIVE_DYNAMIC_IMPORT") throw new Error(log.message);
    },
  });
  const { output } = await build.write({
    dir: folder,
    format: "esm",
    minify: true,
    codeSplitting: {
      includeDependenciesRecursively: false, // they have a name of their own
      groups: [{ name: chunkNames(TOGETHER, MAIN), debugName: "together" }],
    },
  });
  return output.filter((each) => each.type === "chunk");
}

/** The names in the imports of `deno.json` that stand for files of ours. */
function ownImports(): Record<string, string> {
  const own = Object.entries(config.imports).filter(([, target]) => target.startsWith("./"));
  return Object.fromEntries(own.map(([name, target]) => [name, join(ROOT, target)]));
}

if (import.meta.main) await bundle(join(ROOT, "dist/bundle"));
