import type { CommandContext } from "./command_context.ts";

/**
 * A link named like one of our commands is that command: `ln -s netlab socat`, and `socat - TCP:localhost:80`
 * works in scripts that know nothing of netlab.
 *
 * @param names commands that may be called so.
 * @returns the context with the command's name put in front of the arguments, or as it was.
 */
export function calledBy(context: CommandContext, names: readonly string[]): CommandContext {
  const name = typedName().replace(/^.*[\\/]/, "").replace(/\.exe$/i, "");
  return names.includes(name) ? { ...context, args: [name, ...context.args] } : context;
}

/** The name the program was started by; the runtime tells only the file behind the link. */
function typedName(): string {
  if (!Deno.build.standalone) return "";
  try {
    return Deno.readTextFileSync("/proc/self/cmdline").split("\0")[0] ?? "";
  } catch {
    return Deno.execPath(); // no /proc: a copy with that name works, a link does not
  }
}
