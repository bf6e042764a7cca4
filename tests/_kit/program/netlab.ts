import { fromFileUrl } from "@std/path";

/**
 * The program under test, as a user starts it: from source, or the compiled binary that `NETLAB_BIN` names.
 *
 * @returns executable and first arguments.
 */
export function netlab(...args: string[]): [string, string[]] {
  const binary = Deno.env.get("NETLAB_BIN");
  if (binary) return [binary, args];
  const config = fromFileUrl(new URL("../../../deno.json", import.meta.url));
  const main = fromFileUrl(new URL("../../../main.ts", import.meta.url));
  return [Deno.execPath(), ["run", "-A", "--no-check", "--config", config, main, ...args]];
}

/**
 * Words are compared: no colours in them, and English even if the tester's own language is another.
 */
export const PLAIN: Readonly<Record<string, string>> = { NO_COLOR: "1", LC_ALL: "C.UTF-8" };
