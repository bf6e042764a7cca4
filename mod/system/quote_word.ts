import { type System, thisSystem } from "./system.ts";

/**
 * A word as it is typed at a prompt, quoted where it must be: in single quotes for a POSIX shell; on Windows in
 * double quotes, which cmd, PowerShell and the programs themselves understand.
 */
export function quoteWord(word: string, system: System = thisSystem()): string {
  if (system !== "windows") {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
  }
  return /^[\w@+=:,./\\~-]*[\w@+=:,./~-]$/.test(word) ? word : quoteForWindows(word);
}

/**
 * The word in double quotes, as programs on Windows read their command line (CommandLineToArgvW): backslashes
 * count only in front of a quote, where each is written twice.
 */
export function quoteForWindows(word: string): string {
  return `"${
    word.replace(/(\\*)("|$)/g, (_, slashes: string, quote: string) =>
      slashes + slashes + (quote === "" ? "" : '\\"'))
  }"`;
}
