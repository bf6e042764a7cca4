import { escapeControls } from "../../io/visible_text.ts";
import { withoutNumber } from "../../net/errors/errno.ts";
import { detailMessage } from "./detail_message.ts";
import { msg, plural } from "../../i18n/message.ts";
import type { Translate } from "../../i18n/locale.ts";
import { heardEverything, isDatagram, saidEverything } from "./find_causes.ts";
import type { Arrow, Mark, WordedLadder } from "./ladder.ts";

/** Longest preview of data on an arrow, in characters. */
export const PREVIEW = 28;

/** The label of a mark: the system call's name, and the details that matter. */
export function markText({ record }: Mark, translate: Translate): string {
  const { event, bytes, detail, local, remote, side } = record;
  if (event === "listen") return `listen ${local ?? ""}${isDatagram(record) ? " (UDP)" : ""}`;
  if (event === "read" || event === "write") return `${event} ${count(bytes ?? 0, translate)}`;
  if (saidEverything(record)) return translate(msg`shutdown: half-close`);
  if (heardEverything(record)) return translate(msg`read: end of stream`);
  if (event === "open") return shorten(`open ${remote ?? ""}`.trim(), WORDS);
  if (event === "close" && side !== undefined) {
    return translate(side === "left" ? msg`close (left)` : msg`close (right)`);
  }
  return detail ? `${event} (${shorten(translate(detailMessage(essence(detail))), WORDS)})` : event;
}

/** Longest text beside a mark, in characters: what fits between the times and the first lane. */
const WORDS = 36;

/** A failure without the words that the picture says already, and without the system's number for it. */
function essence(detail: string): string {
  return withoutNumber(detail.replace(/^the peer left: /, ""));
}

/** What travels along an arrow; of data, no more than so many characters. */
export function arrowText(
  { kind, bytes, data, local }: Arrow,
  translate: Translate,
  preview: number = PREVIEW,
): string {
  if (kind === "connect") return local ? "connect" : "SYN";
  if (kind === "end") return local ? "EOF" : "FIN";
  if (kind === "reset") return "RST";
  return data === undefined ? count(bytes ?? 0, translate) : quoted(data, preview);
}

/** What goes there, back and there again before `connect` returns (RFC 9293 §3.5). */
export const HANDSHAKE = ["SYN", "SYN-ACK", "ACK"] as const;

/** Whether an arrow stands for a TCP connection's beginning: three segments, not one. */
export function isHandshake({ kind, local }: Arrow): boolean {
  return kind === "connect" && local !== true;
}

/**
 * Where what has arrived waits until it is taken, and for how long; `undefined` when it is taken before
 * anything else happens.
 */
export function waitText(arrow: Arrow, { marks, translate }: WordedLadder): string | undefined {
  const { kind, from, to } = arrow;
  if (from === undefined || to === undefined || to === from + 1) return undefined;
  const time = marks[to]!.at - marks[from]!.at;
  if (kind === "connect") {
    return translate(time < NOTICED ? msg`in the backlog` : msg`${elapsed(time, translate)} in the backlog`);
  }
  if (kind !== "data" || time < NOTICED) return undefined;
  return translate(msg`${elapsed(time, translate)} in the buffer`);
}

/** Milliseconds that a reader wants to know of. */
const NOTICED = 50;

/** The words for a time in which nothing happened, before a mark; `undefined` when it was short. */
export function pauseText(index: number, { marks, translate }: WordedLadder): string | undefined {
  const time = index === 0 ? 0 : marks[index]!.at - marks[index - 1]!.at;
  return time < LONG ? undefined : translate(msg`${elapsed(time, translate)} later`);
}

/** Milliseconds that break the scale. */
const LONG = 100;

/** `1 byte`, `2 bytes`. */
export function count(bytes: number, translate: Translate): string {
  return translate(plural(bytes, msg`${bytes} byte`, msg`${bytes} bytes`));
}

function quoted(data: string, preview: number): string {
  const pieces = piecesOf(escapeControls(data));
  return `"${pieces.length <= preview ? pieces.join("") : `${pieces.slice(0, preview - 1).join("")}…`}"`;
}

/** A text by its characters, of which an escape (`\\n`, `\\x1b`) is one: it is never cut. */
export function piecesOf(text: string): readonly string[] {
  return text.match(/\\x..|\\u\{\w+\}|\\.|./gsu) ?? [];
}

/** A text of at most this many characters. */
export function shorten(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}

/** A number of milliseconds in seconds: `0.512 s`, in French `0,512 s`. */
export function elapsed(milliseconds: number, translate: Translate): string {
  const [seconds, fraction] = (milliseconds / 1000).toFixed(3).split(".") as [string, string];
  return translate(msg`${seconds}.${fraction} s`);
}
