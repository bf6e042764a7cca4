import type { CommandContext, Output } from "../cli/command_context.ts";

/**
 * Whether a stream shows colours: a terminal does, unless its user has set NO_COLOR (https://no-color.org).
 */
export function wantsColor(stream: Pick<Output, "isTerminal">, env: CommandContext["env"]): boolean {
  return stream.isTerminal() && env("NO_COLOR") === undefined;
}
