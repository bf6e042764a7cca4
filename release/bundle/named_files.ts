import type { Plugin } from "npm:rolldown@1.3.2";
import { NAMED_FILE } from "../program_files.ts";

/**
 * Commands that are loaded by name become imports that the bundler can follow: compiled, nothing is read
 * before it is needed.
 */
export function namedFiles(): Plugin {
  return {
    name: "named files",
    transform: {
      filter: { id: /[\\/]commands[\\/]registry\.ts$/ },
      handler: (source) => source.replace(NAMED_FILE, '() => import("$1")'),
    },
  };
}
