import { wantsColor } from "./wants_color.ts";
import type { CommandContext } from "../cli/command_context.ts";

/** A text as a code to scan, in lines for standard error. */
export async function qrCode(
  text: string,
  { stderr, env }: Pick<CommandContext, "stderr" | "env">,
): Promise<string[]> {
  const { renderUnicodeCompact } = await import("uqr");
  const lines = renderUnicodeCompact(text, { border: 2 }).split("\n");
  // White on black with any colours of the terminal's own: not all phones read a code with its
  // colours inverted.
  const colored = wantsColor(stderr, env);
  return colored ? lines.map((line) => `\x1b[97;40m${line}\x1b[0m`) : lines;
}
