import { unicodeWidth } from "@std/cli/unicode-width";
import type { Arrow, ArrowKind, Mark, WordedLadder } from "./ladder.ts";
import { arrowsAt, isPlain } from "./render_mermaid.ts";
import {
  arrowText,
  count,
  elapsed,
  HANDSHAKE,
  isHandshake,
  markText,
  pauseText,
  piecesOf,
  shorten,
  waitText,
} from "./words.ts";

/** Columns before the first lane, and of the terminal that a picture should fit into. */
const [FIRST, TERMINAL] = [14, 80] as const;

/**
 * The ladder in characters, for a terminal: a row for each arrow, where it was sent, and one for each call
 * that took something later. Between the two a connection that nobody has accepted is a second line beside
 * the lane.
 */
export function renderTextDiagram(whole: WordedLadder, title: string): string {
  const { marks, translate } = whole;
  // of all arrows at once, only those that may wait in a backlog are asked for, and that in every row
  const ladder = { ...whole, arrows: whole.arrows.filter(({ kind }) => kind === "connect") };
  const rows = marks.flatMap((mark, index) => {
    const arrows = arrowsAt(index, ladder).flatMap((each) => arrowRows(each, index, ladder));
    const note = isPlain(index, ladder) ? [] : [noteRow(mark, index, ladder)];
    const before = ladder.arriving[index]!.some(({ from }) => from === undefined);
    const lines = before ? [...arrows, ...note] : [...note, ...arrows];
    const time = elapsed(mark.at, translate).padStart(10);
    const pause = pauseText(index, ladder);
    return [
      ...(pause === undefined ? [] : [pauseRow(pause, index, ladder)]),
      ...lines.map((line) => `${time}${line.slice(10)}`.trimEnd()),
    ];
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

/** The lanes, and beside them what waits in a backlog while this mark's rows are drawn. */
function emptyRow(ladder: WordedLadder, index: number): string[] {
  const { lanes, arrows } = ladder;
  const row = Array(column(lanes.length - 1, ladder) + 2).fill(" ");
  lanes.forEach((lane, place) => row[column(place, ladder)] = lane.traced ? "│" : "┊");
  for (const { kind, from, to = Infinity, fromLane, toLane } of arrows) {
    const waits = kind === "connect" && from !== undefined && from < index && index <= to && to !== from + 1;
    if (waits && lanes[toLane]!.traced) row[column(toLane, ladder) + (fromLane < toLane ? -1 : 1)] = "┆";
  }
  return row;
}

/** A time in which nothing happened. */
function pauseRow(text: string, index: number, ladder: WordedLadder): string {
  const row = emptyRow(ladder, index).map((character) => character === "│" ? "≀" : character);
  return put(row, 0, text.padStart(10)).trimEnd();
}

function noteRow(mark: Mark, index: number, ladder: WordedLadder): string {
  const row = emptyRow(ladder, index);
  const at = column(mark.lane, ladder);
  row[at] = "●";
  const text = markText(mark, ladder.translate);
  const width = unicodeWidth(text);
  const left = mark.lane > 0 && at + 2 + width > TERMINAL && width + 2 < between(ladder);
  return put(row, left ? at - 1 - width : row[at + 1] === "┆" ? at + 3 : at + 2, text);
}

function arrowRows(arrow: Arrow, index: number, ladder: WordedLadder): string[] {
  const { fromLane, toLane, kind } = arrow;
  const words = isHandshake(arrow) ? HANDSHAKE : [carried(arrow, between(ladder) - 6, ladder.translate)];
  const rows = words.map((each, turn) => {
    const [from, to] = turn % 2 === 0 ? [fromLane, toLane] : [toLane, fromLane];
    return arrowRow(kind, from, to, each, emptyRow(ladder, index), ladder);
  });
  const wait = waitText(arrow, ladder);
  return wait === undefined ? rows : [...rows, waitRow(wait, arrow, index, ladder)];
}

function waitRow(text: string, { fromLane, toLane }: Arrow, index: number, ladder: WordedLadder): string {
  const [row, at] = [emptyRow(ladder, index), column(toLane, ladder)];
  const right = fromLane > toLane;
  row[at + (right ? 1 : -1)] = "┆";
  return put(row, right ? at + 3 : at - 2 - unicodeWidth(text), text);
}

function arrowRow(
  kind: ArrowKind,
  fromLane: number,
  toLane: number,
  words: string,
  row: string[],
  ladder: WordedLadder,
): string {
  const right = toLane >= fromLane;
  const from = column(fromLane, ladder);
  const [low, high] = [from, column(toLane, ladder)].sort((a, b) => a - b) as [number, number];
  for (let at = low + 1; at < high; at++) {
    // an arrow passes behind the lanes between its ends
    if (row[at] === " " || row[at] === "┆") row[at] = kind === "end" ? "╌" : "─";
  }
  row[right ? high - 1 : low + 1] = kind === "reset" ? "×" : right ? "▶" : "◀";
  row[from] = right ? "├" : "┤";
  return put(row, (right ? from : from - between(ladder)) + 3, `${words.trimEnd()} `);
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
  const pieces = [...piecesOf(whole.slice(0, whole.length - quote.length).replace(/…$/, ""))];
  const end = `…${quote}${size}`;
  while (pieces.length > 0 && unicodeWidth(pieces.join("") + end) > room) pieces.pop();
  return `${pieces.join("")}${end} `;
}

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
