import { ENGLISH, type Translate } from "../../i18n/locale.ts";
import { msg, sizeMessage } from "../../i18n/message.ts";
import { escapeName } from "../../io/visible_text.ts";
import type { Transfer } from "./transfers.ts";

/** Transfers that end before anybody could read about them are not shown, milliseconds. */
const WORTH_SHOWING = 500;
const BAR = 16;

/** How {@linkcode transferLines} shows them. */
export interface TransferLinesOptions {
  /** The width of the terminal, columns. */
  readonly width: number;
  /** How many lines; the last one says how many more there are. */
  readonly maxLines: number;
  /** Translates words into the reader's language. @default English */
  translate?: Translate;
}

/**
 * The transfers under way, as lines for a terminal. Pure.
 *
 * @param transfers the oldest first
 * @param now on the clock of `performance.now()`
 */
export function transferLines(
  transfers: readonly Transfer[],
  now: number,
  { width, maxLines, translate = ENGLISH.translate }: TransferLinesOptions,
): string[] {
  const shown = transfers.filter((transfer) => now - transfer.started >= WORTH_SHOWING);
  const lines = shown.slice(0, shown.length > maxLines ? maxLines - 1 : maxLines)
    .map((transfer) => line(transfer, now, translate));
  if (shown.length > lines.length) lines.push(`  ${translate(msg`and ${shown.length - lines.length} more`)}`);
  return lines.map((text) => [...text].slice(0, Math.max(20, width - 1)).join(""));
}

function line(transfer: Transfer, now: number, translate: Translate): string {
  const { client, direction, moved, size, started } = transfer;
  const rate = moved / Math.max(0.001, (now - started) / 1000);
  const left = size === undefined || moved === 0
    ? ""
    : translate(msg`, ${Math.ceil((size - moved) / rate)} s left`);
  const share = size === undefined || size === 0 ? undefined : moved / size;
  const bar = share === undefined
    ? ""
    : `${progressBar(share)} ${String(Math.floor(share * 100)).padStart(3)} % `;
  const name = escapeName(readable(transfer.name)).slice(0, 60);
  return `  ${direction === "out" ? "↓" : "↑"} ${bar}${
    translate(sizeMessage(rate))
  }/s${left}  ${client}  ${name}`;
}

function progressBar(share: number): string {
  const full = Math.round(Math.min(1, share) * BAR);
  return "█".repeat(full) + "░".repeat(BAR - full);
}

function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // not UTF-8: as it was sent
  }
}
