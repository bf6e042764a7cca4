import { escapeXml } from "../../io/escape_xml.ts";
import { msg } from "../../i18n/message.ts";
import type { Lane } from "./lanes.ts";
import type { WordedLadder } from "./ladder.ts";
import {
  type Columns,
  EDGE,
  type Fit,
  FONTS,
  headWidth,
  isLeft,
  noteOf,
  PAGE,
  placeColumns,
} from "./svg_columns.ts";
import { arrowSvg, tenth } from "./svg_arrow.ts";
import { FALL, placeRows, type Rows } from "./svg_rows.ts";
import { STYLE } from "./svg_style.ts";
import { textWidth } from "./text_width.ts";
import { arrowText, elapsed, markText } from "./words.ts";

/** Heights of a line of the heading, of a lane's name, of a name with its address, and below the last row. */
const [LINE, NAME, NOTED, FOOT] = [22, 26, 40, 20] as const;

/**
 * The ladder as an SVG picture that stands alone: it follows the reader's light or dark setting, has a
 * title and a description for those who do not see it, and is no wider than a page across.
 */
export function renderSvg(ladder: WordedLadder, title: string): string {
  // the heading is broken to the picture's width, and is above everything: its height comes last
  const draft = placeRows(ladder, 0);
  const columns = placeColumns(ladder, draft);
  const width = Math.max(columns.width, 420);
  const heading = wrapped(title, width - 2 * EDGE, FONTS.heading);
  const heads = {
    top: 14 + heading.length * LINE,
    height: ladder.lanes.some(({ note }) => note) ? NOTED : NAME,
  };
  const rows = placeRows(ladder, heads.top + heads.height + 8);
  const legend = wrapped(legendText(ladder, rows), width - 2 * EDGE, FONTS.note);
  const height = rows.bottom + FOOT + legend.length * 16;
  const scale = Math.min(1, PAGE / width); // many lanes need a smaller hand
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${
      Math.ceil(width * scale)
    }" height="${Math.ceil(height * scale)}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="description">${escapeXml(describe(ladder))}</desc>`,
    STYLE,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...heading.map((line, index) => text("heading", EDGE, 26 + index * LINE, line)),
    // arrows pass behind the lanes between their ends
    ...rows.arrows.map((placed, index) => arrowSvg(placed, index, ladder, columns).line),
    ...ladder.lanes.map((lane, index) => laneSvg(lane, columns.lanes[index]!, heads, rows, columns.fit)),
    ...rows.arrows.map((placed, index) => arrowSvg(placed, index, ladder, columns).text),
    ...rows.pauses.map((pause) => text("time", EDGE, pause.y + 4, pause.text)),
    ...ladder.marks.map((_, index) => markSvg(index, ladder, rows, columns)),
    ...legend.map((line, index) => text("note", EDGE, rows.bottom + 24 + index * 16, line)),
    "</svg>",
    "",
  ].join("\n");
}

/** A lane from its head to the bottom, broken where nothing happened for a while. */
function laneSvg(
  lane: Lane,
  x: number,
  { top, height }: { top: number; height: number },
  { pauses, bottom }: Rows,
  fit: Fit,
): string {
  const { name, traced } = lane;
  const note = noteOf(lane, fit);
  const breaks = pauses.map(({ y }) => `V${y - 6} l-5,3 l10,6 l-5,3`).join(" ");
  const path = `M${x},${top + height} ${breaks} V${bottom + 6}`;
  const width = headWidth(lane, fit);
  const kind = traced ? "" : " unseen";
  return `<path class="halo" d="${path}"/><path class="lane${kind}" d="${path}"/>` +
    `<rect class="head${kind}" x="${tenth(x - width / 2)}" y="${top}" width="${
      tenth(width)
    }" height="${height}" rx="5"/>` +
    text("name", x, top + (note === "" ? height / 2 + 4 : 17), name, "middle") +
    (note === "" ? "" : text("note", x, top + 32, note, "middle"));
}

/** The mark's words stand on the side where its arrow is not. */
function markSvg(index: number, ladder: WordedLadder, rows: Rows, columns: Columns): string {
  const { lane, record, at } = ladder.marks[index]!;
  const [x, y] = [columns.lanes[lane]!, rows.marks[index]!];
  const left = isLeft(index, ladder);
  const [before, after] = columns.beside[lane]!;
  const time = elapsed(at, ladder.translate);
  const above = ladder.marks[index - 1];
  const shared = above !== undefined && y - rows.marks[index - 1]! <= FALL &&
    elapsed(above.at, ladder.translate) === time;
  return (shared ? "" : text("time", EDGE, y + 4, time)) +
    `<circle class="dot ${escapeXml(record.event)}" cx="${x}" cy="${y}" r="4"/>` +
    text(
      "did",
      left ? x - before : x + after,
      y + 4,
      markText(ladder.marks[index]!, ladder.translate),
      left ? "end" : "start",
    );
}

function text(kind: string, x: number, y: number, words: string, anchor = "start"): string {
  return `<text class="${kind}" x="${tenth(x)}" y="${tenth(y)}" text-anchor="${anchor}">${
    escapeXml(words)
  }</text>`;
}

/** What the picture's signs mean, those that are in it. */
function legendText({ translate }: WordedLadder, { arrows, pauses }: Rows): string {
  const waits = arrows.some(({ wait }) => wait !== undefined);
  return [
    ...(waits ? [msg`Dotted: arrived, and waiting in the kernel until the program takes it.`] : []),
    ...(pauses.length > 0
      ? [msg`Zigzag: a time in which nothing happens; rows are in order, not to scale.`]
      : []),
  ].map(translate).join(" ");
}

/** A text in lines of at most so many pixels; a longer word has a line of its own. */
function wrapped(words: string, width: number, font: typeof FONTS.heading | typeof FONTS.note): string[] {
  const lines: string[] = [];
  for (const word of words.split(" ").filter((each) => each !== "")) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(longer, font) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function describe({ lanes, marks, arrows, translate }: WordedLadder): string {
  const names = lanes.map(({ name }) => name).join(", ");
  const said = arrows.map((each) =>
    `${lanes[each.fromLane]!.name} ${translate(msg`to`)} ${lanes[each.toLane]!.name}: ${
      arrowText(each, translate)
    }`
  );
  const what = translate(msg`Sequence diagram of ${names}; ${marks.length} events, time runs down.`);
  return `${what} ${said.slice(0, 40).join("; ")}`;
}
