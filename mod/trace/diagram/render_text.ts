import { unicodeWidth } from "@std/cli/unicode-width";
import type { Arrow, Mark, WordedLadder } from "./ladder.ts";
import { isPlain } from "./render_mermaid.ts";
import { arrowText, count, elapsed, markText, shorten } from "./words.ts";

/** Columns before the first lane, and of the terminal that a picture should fit into. */
const [FIRST, TERMINAL] = [14, 80] as const;

/** The ladder in characters, for a terminal: one row for each arrow, where its bytes were read. */
export function renderTextDiagram(ladder: WordedLadder, title: string): string {
  const start = ladder.marks[0]?.record.time ?? "";
  const rows = ladder.marks.flatMap((mark, index) => {
    const arrows = ladder.arrows.filter((each) => (each.to ?? each.from) === index);
    const drawn = arrows.map((each) => arrowRow(each, ladder));
    const lines = isPlain(index, ladder) ? drawn : [noteRow(mark, ladder), ...drawn];
    return lines.map((line) => `${elapsed(mark.record.time, start).padStart(10)}${line.slice(10)}`.trimEnd());
  });
  return [title, "", names(ladder), ...rows, ""].join("\n");
}

function names(ladder: WordedLadder): string {
  const last = ladder.lanes.length - 1;
  let line = "";
  ladder.lanes.forEach(({ name }, index) => {
    const shown = shorten(name, between(ladder) - 1);
    // The last name ends where the terminal does.
    const room = last < 4 ? TERMINAL - unicodeWidth(shown) : Infinity;
    const at = Math.min(column(index, ladder), room);
    line += " ".repeat(Math.max(1, at - unicodeWidth(line))) + shown;
  });
  return line;
}

/**
 * Columns between two lanes: roomy for two, and as much as fits for three and four; more do not fit anyway.
 */
function between({ lanes }: WordedLadder): number {
  return Math.max(NARROW, Math.min(34, Math.floor((TERMINAL - FIRST - 1) / Math.max(1, lanes.length - 1))));
}

/** Columns that a message needs to be recognised. */
const NARROW = 21;

function column(lane: number, ladder: WordedLadder): number {
  return FIRST + lane * between(ladder);
}

function emptyRow(ladder: WordedLadder): string[] {
  const { lanes } = ladder;
  const row = Array(column(lanes.length - 1, ladder) + 1).fill(" ");
  lanes.forEach((lane, index) => row[column(index, ladder)] = lane.traced ? "│" : "┊");
  return row;
}

function noteRow(mark: Mark, ladder: WordedLadder): string {
  const row = emptyRow(ladder);
  const at = column(mark.lane, ladder);
  row[at] = "●";
  const text = markText(mark, ladder.translate);
  const width = unicodeWidth(text);
  const left = mark.lane > 0 && at + 2 + width > TERMINAL && width + 2 < between(ladder);
  return put(row, left ? at - 1 - width : at + 2, text);
}

function arrowRow(arrow: Arrow, ladder: WordedLadder): string {
  const row = emptyRow(ladder);
  const right = arrow.toLane >= arrow.fromLane;
  const from = column(arrow.fromLane, ladder);
  const [low, high] = [from, column(arrow.toLane, ladder)].sort((a, b) => a - b) as [number, number];
  for (let at = low + 1; at < high; at++) row[at] = arrow.kind === "end" ? "╌" : "─";
  row[right ? high - 1 : low + 1] = arrow.kind === "reset" ? "×" : right ? "▶" : "◀";
  row[from] = right ? "├" : "┤";
  return put(
    row,
    (right ? from : from - between(ladder)) + 3,
    carried(arrow, between(ladder) - 6, ladder.translate),
  );
}

/** What travels, cut so that both ends of the arrow stay visible. */
function carried(arrow: Arrow, room: number, translate: WordedLadder["translate"]): string {
  const size = arrow.kind === "data" && arrow.data !== undefined
    ? ` ${count(arrow.bytes ?? 0, translate)}`
    : "";
  const whole = arrowText(arrow, translate);
  if (unicodeWidth(whole + size) <= room) return `${whole}${size} `;
  if (room < 20 && unicodeWidth(whole) <= room) return `${whole} `;
  const quote = whole.endsWith('"') ? '"' : "";
  const pieces = whole.slice(0, whole.length - quote.length).replace(/…$/, "").match(PIECE) ?? [];
  const end = `…${quote}${size}`;
  while (pieces.length > 0 && unicodeWidth(pieces.join("") + end) > room) pieces.pop();
  return `${pieces.join("")}${end} `;
}

/** A character, or the escape that stands for one. */
const PIECE = /\\x..|\\u\{\w+\}|\\.|./gu;

/** Lays a text over a row; a wide character takes the place of two. */
function put(row: string[], at: number, text: string): string {
  let column = at;
  for (const character of text) {
    const width = unicodeWidth(character);
    while (row.length < column + width) row.push(" ");
    row[column] = (width === 0 ? row[column] ?? "" : "") + character;
    for (let more = 1; more < width; more++) row[column + more] = "";
    column += Math.max(width, width === 0 ? 0 : 1);
  }
  return row.join("");
}
