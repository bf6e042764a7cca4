import { fromFileUrl } from "@std/path";

/**
 * How netlab starts itself anew, with other arguments: the compiled program as it is, or the same runtime with the same main
 * module.
 */
export function ownCommand(args: readonly string[]): { program: string; args: readonly string[] } {
  const program = Deno.execPath();
  if (Deno.build.standalone) return { program, args };
  const config = fromFileUrl(new URL("../deno.json", import.meta.url));
  return { program, args: ["run", "-A", "--no-check", "--config", config, Deno.mainModule, ...args] };
}
