import { fromFileUrl } from "@std/path";
import { granted, type Permission } from "./permissions.ts";

/**
 * How netlab starts itself again, with other arguments: the compiled program as it is, or the same
 * runtime with the same main module, the permissions that are left, and the one to read its
 * modules.
 */
export function ownCommand(args: readonly string[]): { program: string; args: readonly string[] } {
  const program = Deno.execPath();
  if (Deno.build.standalone) return { program, args };
  const config = fromFileUrl(new URL("../../deno.json", import.meta.url));
  const allow = [...new Set<Permission>(["read", ...granted()])].map((name) => `--allow-${name}`);
  return {
    program,
    args: ["run", ...allow, "--no-prompt", "--no-check", "--config", config, Deno.mainModule, ...args],
  };
}
