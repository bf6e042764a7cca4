import { decimalMessage, type Message, msg, sizeMessage } from "../i18n/message.ts";
import type { CommandContext } from "../cli/command_context.ts";

/** Bytes below which a transfer is over before anybody could look at it, and is not shown. */
const WORTH_SHOWING = 1 << 20;
/** How often it is drawn, milliseconds. */
const INTERVAL = 100;

/** A bar on the terminal that follows a transfer. */
export interface TransferProgress extends Disposable {
  /**
   * Tells how many bytes there are by now; the bytes before the first call have not cost any time.
   */
  update(received: number): void;
}

/**
 * Shows on standard error how far a transfer is, if that is a terminal and the transfer is long enough to be
 * seen.
 *
 * The cursor stays at the beginning of the row: text printed meanwhile takes the bar's place.
 *
 * @param size bytes to come.
 */
export function transferProgress(
  name: string,
  size: number,
  { stderr, translate }: Pick<CommandContext, "stderr" | "translate">,
): TransferProgress {
  if (!stderr.obeysEscapes() || size < WORTH_SHOWING) return { update() {}, [Symbol.dispose]() {} };
  let begun: { at: number; received: number } | undefined;
  let received = 0;
  const draw = () => {
    if (begun === undefined) return;
    const rate = (received - begun.received) / (performance.now() - begun.at);
    const left = rate > 0 ? Math.ceil((size - received) / rate / 1000) : "?";
    const percent = Math.floor(received / size * 100);
    const told = translate(msg`${percent}% of ${sizeMessage(size)}, ${left} s left`);
    const width = Math.max(10, Math.min(40, stderr.columns() - name.length - 40));
    const row = `${name} ${bar(received / size, width)} ${told}`;
    stderr.draw(`\r${[...row].slice(0, stderr.columns() - 1).join("")}\x1b[K\r`);
  };
  const timer = setInterval(draw, INTERVAL);
  return {
    update(now) {
      begun ??= { at: performance.now(), received: now };
      received = now;
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      if (begun !== undefined) stderr.draw("\r\x1b[K");
    },
  };
}

function bar(share: number, width: number): string {
  const full = Math.round(Math.min(1, share) * width);
  return "█".repeat(full) + "░".repeat(width - full);
}

/** `1.23 MB in 0.5 s, 2.46 MB/s`. */
export function transferSummary(bytes: number, milliseconds: number): Message {
  const seconds = Math.max(milliseconds, 0.001) / 1000;
  const shown = decimalMessage(seconds, seconds < 10 ? 2 : 0);
  return bytes === 0
    ? msg`${sizeMessage(bytes)} in ${shown} s`
    : msg`${sizeMessage(bytes)} in ${shown} s, ${sizeMessage(bytes / seconds)}/s`;
}
