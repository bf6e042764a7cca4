import { format as formatBytes } from "@std/fmt/bytes";
import { type Message, msg } from "../i18n/message.ts";
import type { CommandContext } from "../cli/command_context.ts";

/** A bar on the terminal that follows a transfer. */
export interface TransferProgress extends Disposable {
  /** Tells how many bytes there are by now. */
  update(received: number): void;
}

/**
 * Starts a progress bar on standard error, if that is a terminal and the transfer is long enough to be seen.
 *
 * @param size bytes to come.
 */
export async function transferProgress(
  name: string,
  size: number,
  context: CommandContext,
): Promise<TransferProgress> {
  if (!context.stderr.isTerminal() || size < WORTH_SHOWING) return { update() {}, [Symbol.dispose]() {} };
  const { default: progress } = await import("cli-progress");
  const bar = new progress.SingleBar({
    format: `${name} ${
      context.translate(msg`{bar} {percentage}% of ${formatBytes(size)}, {eta_formatted} left`)
    }`,
    hideCursor: true,
    clearOnComplete: true,
    barsize: Math.max(10, Math.min(40, context.stderr.columns() - name.length - 40)),
  }, progress.Presets.shades_classic);
  bar.start(size, 0);
  return { update: (received) => bar.update(received), [Symbol.dispose]: () => bar.stop() };
}

const WORTH_SHOWING = 1 << 20;

/** `1.23 MB in 0.5 s, 2.46 MB/s`. */
export function transferSummary(bytes: number, milliseconds: number): Message {
  const seconds = Math.max(milliseconds, 0.001) / 1000;
  const shown = seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(0);
  return bytes === 0
    ? msg`${formatBytes(bytes)} in ${shown} s`
    : msg`${formatBytes(bytes)} in ${shown} s, ${formatBytes(bytes / seconds)}/s`;
}
