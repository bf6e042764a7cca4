import type { ChunkingContext } from "npm:rolldown@1.3.2";

/**
 * Says which modules lie in one file because they are loaded together anyway.
 *
 * @param together for each file the modules that it is for; it gets all that they import as well, unless an
 *   earlier file has it.
 * @param entry the main module. It stays by itself: while it waits for something, whatever imported its file
 *   would wait for it.
 * @returns the name of a module's file; null: the bundler decides.
 */
export function chunkNames(
  together: Readonly<Record<string, readonly string[]>>,
  entry: string,
): (module: string, context: ChunkingContext) => string | null {
  let names: Map<string, string> | undefined;
  return (module, context) => {
    names ??= namesOf(together, (each) => context.getModuleInfo(each)?.importedIds ?? []);
    return module === entry ? null : names.get(module) ?? null;
  };
}

function namesOf(
  together: Readonly<Record<string, readonly string[]>>,
  importsOf: (module: string) => readonly string[],
): Map<string, string> {
  const names = new Map<string, string>();
  for (const [name, modules] of Object.entries(together)) {
    const left = [...modules];
    for (let module = left.pop(); module !== undefined; module = left.pop()) {
      if (names.has(module)) continue;
      names.set(module, name);
      left.push(...importsOf(module));
    }
  }
  return names;
}
