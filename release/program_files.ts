import { fromFileUrl, join } from "@std/path";

const ROOT = fromFileUrl(new URL("../", import.meta.url));

/** A command's file as the registry names it: the runtime sees it only when the command is used. */
export const NAMED_FILE = /\bnamedFile\("(\.\/[\w/]+\.ts)"\)/g;

/**
 * The files from which all that the program may ever load is reached, relative to the root: its main one, and
 * its commands'.
 */
export function programFiles(): string[] {
  const registry = Deno.readTextFileSync(join(ROOT, "commands/registry.ts"));
  const named = [...registry.matchAll(NAMED_FILE)].map(([, file]) => `commands/${file!.slice(2)}`);
  return ["main.ts", ...new Set(named)];
}
