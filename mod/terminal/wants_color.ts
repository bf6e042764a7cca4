import type { CommandContext, Output } from "../cli/command_context.ts";

/**
 * Whether a stream shows colours: a terminal that obeys escape sequences does, unless
 * its user has set NO_COLOR (https://no-color.org).
 */
export function wantsColor(stream: Pick<Output, "obeysEscapes">, env: CommandContext["env"]): boolean {
  return stream.obeysEscapes() && env("NO_COLOR") === undefined;
}
