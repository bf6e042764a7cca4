import { latin1, words } from "./filter.js";

/**
 * @typedef {import("./recording.js").Recording} Recording
 * @typedef {import("./timeline.js").Row} Row
 */

/**
 * What is looked for: a text in the words of an event, or bytes in what it moved. Bytes are typed as in a program
 * (`GET /\r\n`) or as `hex:0d 0a`.
 *
 * @param {string} typed
 * @returns {((event: import("./recording.js").WatchEvent) => boolean) | undefined} undefined when nothing was typed
 */
export function parseFind(typed) {
  const hex = /^hex:((?:\s*[0-9a-f]{2})+)\s*$/i.exec(typed);
  if (hex !== null) {
    const wanted = hex[1].replace(/\s+/g, "").replace(
      /../g,
      (pair) => String.fromCharCode(parseInt(pair, 16)),
    );
    return (event) => event.type === "call" && latin1(event.data).includes(wanted);
  }
  if (typed === "") return undefined;
  const text = typed.toLowerCase();
  const bytes = typedBytes(typed);
  return (event) =>
    (event.type === "call" && latin1(event.data).includes(bytes)) ||
    words(event).toLowerCase().includes(text);
}

/**
 * The next row that is looked for, beginning anew at the other end.
 *
 * @param {Recording} recording
 * @param {(event: import("./recording.js").WatchEvent) => boolean} isIt
 * @param {number} from a place among the rows that are shown; that one is looked at last
 * @param {1 | -1} way
 * @returns {number} -1 when there is none
 */
export function findRow(recording, isIt, from, way) {
  const rows = recording.timeline.shown;
  for (let step = 1; step <= rows.length; step++) {
    const at = (((from + way * step) % rows.length) + rows.length) % rows.length;
    if (isIt(recording.events[rows[at].event])) return at;
  }
  return -1;
}

const NAMED = /** @type {Readonly<Record<string, string>>} */ ({ n: "\n", r: "\r", t: "\t", 0: "\0" });

/** What was typed as bytes in UTF-8, each as one letter. @param {string} typed */
function typedBytes(typed) {
  return typed.replace(/\\(?:x([0-9a-f]{2})|([nrt0\\"]))|[^]/giu, (whole, code, letter) => {
    if (code !== undefined) return String.fromCharCode(parseInt(code, 16));
    if (letter !== undefined) return NAMED[letter.toLowerCase()] ?? letter;
    return String.fromCharCode(...new TextEncoder().encode(whole));
  });
}
