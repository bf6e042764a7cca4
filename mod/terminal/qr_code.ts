import { wantsColor } from "./wants_color.ts";
import type { CommandContext } from "../cli/command_context.ts";

/** Shows a text as a code to scan, on standard error. */
export async function showQrCode(
  text: string,
  { stderr, env }: Pick<CommandContext, "stderr" | "env">,
): Promise<void> {
  const { renderUnicodeCompact } = await import("uqr");
  // White on black with any colours of the terminal's own: not all phones read a code with its
  // colours inverted.
  const isColored = wantsColor(stderr, env);
  for (const line of renderUnicodeCompact(text, { border: 2 }).split("\n")) {
    // What is said is made harmless to terminals, and that would show the colours as text: they are drawn
    if (isColored) stderr.draw(`  \x1b[97;40m${line}\x1b[0m\n`);
    else stderr.verbatim(`  ${line}`);
  }
}
