import type { CommandContext, MessageWriter } from "../../mod/cli/command_context.ts";
import { transferLines } from "../../mod/http/middleware/transfer_lines.ts";
import type { Transfers } from "../../mod/http/middleware/transfers.ts";

const INTERVAL = 250;
const MOST = 8;

/**
 * Shows the transfers that are under way below everything else that is said, on a terminal; elsewhere nothing.
 *
 * @returns what says a line above the view, and takes the view away when it is disposed of
 */
export function progressDisplay(
  transfers: Transfers,
  context: CommandContext,
): Pick<MessageWriter, "tell" | "line" | "verbatim"> & Disposable {
  if (!context.stderr.isTerminal()) {
    const { tell, line, verbatim } = context.stderr;
    return { tell, line, verbatim, [Symbol.dispose]: () => {} };
  }
  let drawn = 0;
  const wipe = () => {
    if (drawn > 0) context.stderr.draw(`\x1b[${drawn}A\x1b[J`);
    drawn = 0;
  };
  const draw = () => {
    wipe();
    const lines = transferLines(transfers.active, performance.now(), {
      width: context.stderr.columns(),
      maxLines: MOST,
      translate: context.translate,
    });
    if (lines.length > 0) context.stderr.draw(lines.join("\n") + "\n");
    drawn = lines.length;
  };
  const timer = setInterval(draw, INTERVAL);
  return {
    tell: (message) => {
      wipe();
      context.stderr.tell(message);
    },
    line: (text) => {
      wipe();
      context.stderr.line(text);
    },
    verbatim: (text) => {
      wipe();
      context.stderr.verbatim(text);
    },
    [Symbol.dispose]: () => {
      clearInterval(timer);
      wipe();
    },
  };
}
