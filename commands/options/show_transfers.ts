import type { CommandContext } from "../../mod/cli/command_context.ts";
import { transferLines } from "../../mod/http/middleware/transfer_lines.ts";
import type { Transfers } from "../../mod/http/middleware/transfers.ts";
import { progressDisplay } from "../../mod/terminal/progress_display.ts";

/**
 * Draws the transfers that are under way on a terminal.
 *
 * @returns the context in which everything is said above them; dispose of it to end the drawing
 */
export function showTransfers(
  transfers: Transfers,
  context: CommandContext,
): { context: CommandContext } & Disposable {
  const { stderr, translate } = context;
  const display = progressDisplay(
    (room) => transferLines(transfers.active, performance.now(), { ...room, translate }),
    stderr,
  );
  const { tell, verbatim } = display;
  return {
    context: { ...context, stderr: { ...stderr, tell, verbatim } },
    [Symbol.dispose]: () => display[Symbol.dispose](),
  };
}
