import { unicodeWidth } from "@std/cli/unicode-width";
import type { Arrow, Ladder, Mark } from "./ladder.ts";
import { isPlain } from "./render_mermaid.ts";
import { arrowText, count, elapsed, markText } from "./words.ts";

/** Columns before the first lane, and between two. */
const [FIRST, BETWEEN] = [14, 34] as const;

/** The ladder in characters, for a terminal: one row for each arrow, where its bytes were read. */
export function renderTextDiagram(ladder: Ladder, title: string): string {
  const start = ladder.marks[0]?.record.time ?? "";
  const rows = ladder.marks.flatMap((mark, index) => {
    const arrows = ladder.arrows.filter((each) => (each.to ?? each.from) === index);
    const drawn = arrows.map((each) => arrowRow(each, ladder));
    const lines = isPlain(index, ladder) ? drawn : [noteRow(mark, ladder), ...drawn];
    return lines.map((line) => `${elapsed(mark.record.time, start).padStart(10)}${line.slice(10)}`.trimEnd());
  });
  return [title, "", names(ladder), ...rows, ""].join("\n");
}

function names({ lanes }: Ladder): string {
  let line = "";
  lanes.forEach(({ name }, index) => {
    line = line + " ".repeat(Math.max(1, column(index) - unicodeWidth(line))) + name;
  });
  return line;
}

function column(lane: number): number {
  return FIRST + lane * BETWEEN;
}

function emptyRow({ lanes }: Ladder): string[] {
  const row = Array(column(lanes.length - 1) + 1).fill(" ");
  lanes.forEach((lane, index) => row[column(index)] = lane.traced ? "│" : "┊");
  return row;
}

function noteRow(mark: Mark, ladder: Ladder): string {
  const row = emptyRow(ladder);
  row[column(mark.lane)] = "●";
  return put(row, column(mark.lane) + 2, markText(mark));
}

function arrowRow(arrow: Arrow, ladder: Ladder): string {
  const row = emptyRow(ladder);
  const right = arrow.toLane >= arrow.fromLane;
  const [low, high] = [arrow.fromLane, arrow.toLane].map(column).sort((a, b) => a - b) as [number, number];
  for (let at = low + 1; at < high; at++) row[at] = arrow.kind === "end" ? "╌" : "─";
  row[right ? high - 1 : low + 1] = arrow.kind === "reset" ? "×" : right ? "▶" : "◀";
  row[column(arrow.fromLane)] = right ? "├" : "┤";
  return put(row, (right ? column(arrow.fromLane) : column(arrow.fromLane) - BETWEEN) + 3, carried(arrow));
}

/** What travels, cut so that both ends of the arrow stay visible. */
function carried(arrow: Arrow): string {
  const size = arrow.kind === "data" && arrow.data !== undefined ? ` ${count(arrow.bytes ?? 0)}` : "";
  const whole = arrowText(arrow);
  if (unicodeWidth(whole + size) <= ROOM) return `${whole}${size} `;
  const quote = whole.endsWith('"') ? '"' : "";
  const pieces = whole.slice(0, whole.length - quote.length).replace(/…$/, "").match(PIECE) ?? [];
  const end = `…${quote}${size}`;
  while (pieces.length > 0 && unicodeWidth(pieces.join("") + end) > ROOM) pieces.pop();
  return `${pieces.join("")}${end} `;
}

/** Columns for what an arrow between two lanes carries. */
const ROOM = BETWEEN - 6;

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
