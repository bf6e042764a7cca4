import type { CommandLine } from "./grammar/command_line_options.ts"; export function explain(_l: CommandLine): string { return ""; }
