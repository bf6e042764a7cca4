import { msg, sizeMessage } from "../../mod/i18n/message.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { progressDisplay } from "../../mod/terminal/progress_display.ts";

/** How far the transfer of a tree is. */
export interface TreeTally {
  /** Files that were transferred. */
  files: number;
  /** Files that were the same on both sides. */
  current: number;
  /** Bytes that were transferred. */
  bytes: number;
  /** Those of them that belong to files that did not arrive. */
  lost: number;
  failures: number;
}

/** That of a tree of which nothing is transferred yet. */
export function newTally(): TreeTally {
  return { files: 0, current: 0, bytes: 0, lost: 0, failures: 0 };
}

/**
 * Draws how far a tree is, on a terminal.
 *
 * @param quiet draws nothing
 * @returns the context in which everything is said above it; dispose of it to end the drawing
 */
export function showTree(
  tally: TreeTally,
  quiet: boolean,
  context: CommandContext,
): { context: CommandContext } & Disposable {
  const { stderr, translate } = context;
  if (quiet) return { context, [Symbol.dispose]: () => {} };
  const begun = performance.now();
  const display = progressDisplay(({ width }) => {
    const { files, current, bytes } = tally;
    const rate = bytes / Math.max(0.001, (performance.now() - begun) / 1000);
    const line = translate(
      msg`${files} transferred, ${current} up to date, ${sizeMessage(bytes)}, ${sizeMessage(rate)}/s`,
    );
    return [[...line].slice(0, Math.max(20, width - 1)).join("")];
  }, stderr);
  const { tell, verbatim } = display;
  return {
    context: { ...context, stderr: { ...stderr, tell, verbatim } },
    [Symbol.dispose]: () => display[Symbol.dispose](),
  };
}
