import type { OptionRow } from "./option.ts";
import { PROCESS_OPTIONS } from "./process_options.ts";
import { SOCKET_OPTIONS } from "./socket_options.ts";
import { TRANSFER_OPTIONS } from "./transfer_options.ts";

/** Every option there is, in the order of the help. */
export function allOptions(): OptionRow[] {
  return [...TRANSFER_OPTIONS, ...SOCKET_OPTIONS, ...PROCESS_OPTIONS];
}

/** Finds an option by its name or one of its aliases (lower case). */
export function findOption(name: string): OptionRow | undefined {
  for (const table of [TRANSFER_OPTIONS, SOCKET_OPTIONS, PROCESS_OPTIONS]) {
    const found = table.find((row) => row.name === name || row.aliases.includes(name));
    if (found !== undefined) return found;
  }
  return undefined;
}
