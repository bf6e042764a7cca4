import { escapeXml } from "../../io/escape_xml.ts";
import type { ArrowKind, WordedLadder } from "./ladder.ts";
import { type Columns, FIRST_TRACK, labelLane, labels, NEXT_TRACK } from "./svg_columns.ts";
import type { PlacedArrow } from "./svg_rows.ts";

/** An arrow and its wait as lines, and the words on both, which stand in front of the lanes. */
export function arrowSvg(
  { arrow, segments, wait, words }: PlacedArrow,
  index: number,
  ladder: WordedLadder,
  columns: Columns,
): { line: string; text: string } {
  const { lanes, tracks, fit } = columns;
  const [start, end] = [lanes[arrow.fromLane]!, lanes[arrow.toLane]!];
  const way = Math.sign(end - start);
  const track = end - way * (FIRST_TRACK + tracks[index]! * NEXT_TRACK);
  const words_ = labels(arrow, ladder, fit);
  const drawn = segments.map(({ leaves, arrives }, turn) => {
    const back = turn % 2 === 1;
    const last = turn === segments.length - 1;
    const [x1, x2] = back ? [end, start] : [start, wait !== undefined && last ? track : end];
    const gap = labelLane(arrow);
    const [left, right] = [
      lanes[gap]! + columns.beside[gap]![1],
      lanes[gap + 1]! - columns.beside[gap + 1]![0],
    ];
    return segment(
      { x1, y1: leaves, x2, y2: arrives },
      arrow.kind,
      (left + right) / 2,
      words_[turn]!,
      back ? "answer" : "",
    );
  });
  const waiting = wait === undefined
    ? ""
    : waitSvg(arrow.kind, track, wait, end - way * 5, arrow.to !== undefined);
  const beside = columns.beside[arrow.toLane]![way > 0 ? 0 : 1];
  const said = words === undefined
    ? ""
    : `<text class="wait ${arrow.kind}" x="${tenth(end - way * beside)}" y="${
      tenth(words.y + 4)
    }" text-anchor="${way > 0 ? "end" : "start"}">${escapeXml(words.text)}</text>`;
  return {
    line: drawn.map(({ line }) => line).join("") + waiting,
    text: drawn.map(({ text }) => text).join("") + said,
  };
}

interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** One line with its head and its words, which lie along it. */
function segment({ x1, y1, x2, y2 }: Line, kind: ArrowKind, middle: number, words: string, more: string) {
  const slope = (y2 - y1) / (x2 - x1);
  const way = Math.sign(x2 - x1);
  const angle = tenth(Math.atan(slope) * 180 / Math.PI);
  const tipX = x2 - way * 5;
  const tipY = y2 - slope * way * 5;
  const textY = y1 + slope * (middle - x1) - 5;
  const [tx, ty] = [tenth(middle), tenth(textY)];
  return {
    line:
      `<line class="${kind}${more && ` ${more}`}" x1="${tenth(x1)}" y1="${tenth(y1)}" x2="${
        tenth(tipX)
      }" y2="${tenth(tipY)}"/>` + head(tipX, tipY, Math.atan2(y2 - y1, x2 - x1) * 180 / Math.PI, kind),
    text:
      `<text class="carried ${kind}" x="${tx}" y="${ty}" text-anchor="middle" transform="rotate(${angle} ${tx} ${ty})">${
        escapeXml(words)
      }</text>`,
  };
}

function head(tipX: number, tipY: number, angle: number, kind: ArrowKind): string {
  const shape = kind === "reset" ? "M-9,-5 L1,5 M-9,5 L1,-5" : "M-9,-4.5 L0,0 L-9,4.5 Z";
  return `<path class="tip ${kind}" d="${shape}" transform="translate(${tenth(tipX)} ${tenth(tipY)}) rotate(${
    tenth(angle)
  })"/>`;
}

/** From where it has arrived down to the call that takes it. */
function waitSvg(
  kind: ArrowKind,
  track: number,
  { from, to }: { from: number; to: number },
  taken: number,
  hook: boolean,
): string {
  return `<path class="wait ${kind}" d="M${tenth(track)},${tenth(from)} V${tenth(to)}${
    hook ? ` H${tenth(taken)}` : ""
  }"/>`;
}

/** To a tenth of a pixel. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
