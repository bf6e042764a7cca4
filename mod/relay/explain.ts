import type { CommandLine } from "./grammar/command_line.ts"; export function explain(_l: CommandLine): string { return ""; }
