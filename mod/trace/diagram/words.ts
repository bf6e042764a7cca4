import { escapeControls } from "../../io/visible_text.ts";
import { withoutNumber } from "../../net/errors/errno.ts";
import { detailMessage } from "./detail_message.ts";
import { msg, plural } from "../../i18n/message.ts";
import type { Translate } from "../../i18n/locale.ts";
import type { Arrow, Mark } from "./ladder.ts";
import { heardEverything, saidEverything } from "./ladder.ts";

/** Longest preview of data on an arrow, in characters. */
const PREVIEW = 28;

/** The label of a mark: the system call's name, and the details that matter. */
export function markText({ record }: Mark, translate: Translate): string {
  const { event, bytes, detail, local, remote, side } = record;
  if (event === "listen") return `listen ${local ?? ""}`.trim();
  if (event === "read" || event === "write") return `${event} ${count(bytes ?? 0, translate)}`;
  if (saidEverything(record)) return translate(msg`shutdown: half-close`);
  if (heardEverything(record)) return translate(msg`read: end of stream`);
  if (event === "open") return shorten(`open ${remote ?? ""}`.trim(), WORDS);
  if (event === "close" && side !== undefined) {
    return translate(side === "left" ? msg`close (left)` : msg`close (right)`);
  }
  if (event === "accept" || event === "connect") {
    return detail ? `${event} (${translate(detailMessage(detail))})` : event;
  }
  return detail ? shorten(`${event}: ${translate(detailMessage(essence(detail)))}`, WORDS) : event;
}

/** Longest text beside a mark, in characters: what fits between the times and the first lane. */
const WORDS = 36;

/** A failure without the words that the picture says already, and without the system's number for it. */
function essence(detail: string): string {
  return withoutNumber(detail.replace(/^the peer left: /, ""));
}

/** What travels along an arrow. */
export function arrowText({ kind, bytes, data, local }: Arrow, translate: Translate): string {
  if (kind === "connect") return local ? "connect" : "SYN";
  if (kind === "end") return local ? "EOF" : "FIN";
  if (kind === "reset") return "RST";
  return data === undefined ? count(bytes ?? 0, translate) : quoted(data);
}

/** `1 byte`, `2 bytes`. */
export function count(bytes: number, translate: Translate): string {
  return translate(plural(bytes, msg`${bytes} byte`, msg`${bytes} bytes`));
}

function quoted(data: string): string {
  return `"${shorten(escapeControls(data), PREVIEW)}"`;
}

/** A text of at most this many characters. */
export function shorten(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}

/** Seconds since the first event, to the millisecond. */
export function elapsed(time: string, start: string): string {
  return `${((Date.parse(time) - Date.parse(start)) / 1000).toFixed(3)} s`;
}
