import type { Messages, System } from "../../mod/cli/system.ts";
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
  system: System,
): Pick<Messages, "tell" | "line" | "verbatim"> & Disposable {
  if (!system.stderr.isTerminal()) {
    const { tell, line, verbatim } = system.stderr;
    return { tell, line, verbatim, [Symbol.dispose]: () => {} };
  }
  let drawn = 0;
  const wipe = () => {
    if (drawn > 0) system.stderr.draw(`\x1b[${drawn}A\x1b[J`);
    drawn = 0;
  };
  const draw = () => {
    wipe();
    const lines = transferLines(transfers.active, performance.now(), {
      width: system.stderr.columns(),
      maxLines: MOST,
      translate: system.translate,
    });
    if (lines.length > 0) system.stderr.draw(lines.join("\n") + "\n");
    drawn = lines.length;
  };
  const timer = setInterval(draw, INTERVAL);
  return {
    tell: (message) => {
      wipe();
      system.stderr.tell(message);
    },
    line: (text) => {
      wipe();
      system.stderr.line(text);
    },
    verbatim: (text) => {
      wipe();
      system.stderr.verbatim(text);
    },
    [Symbol.dispose]: () => {
      clearInterval(timer);
      wipe();
    },
  };
}
