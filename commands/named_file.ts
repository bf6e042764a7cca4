import type { CommandEntry } from "../mod/cli/command.ts";

/**
 * Loads a command's file when the command is used, by a name that the runtime does not know before.
 *
 * Of `import("./echo/serve.ts")` the runtime reads the file and all that it imports before the first line of the program runs, in case
 * it will be needed: of all commands together, six hundred files at every start. Those who have to know them all, such as the
 * bundle, find them in `release/program_files.ts`.
 *
 * @param file beside this one.
 */
export function namedFile(file: `./${string}.ts`): CommandEntry["load"] {
  return () => import(import.meta.resolve(file));
}
