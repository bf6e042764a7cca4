import type { WordedLadder } from "./ladder.ts";
import type { Lane } from "./lanes.ts";
import type { Rows } from "./svg_rows.ts";
import { type Font, textWidth } from "./text_width.ts";
import { arrowText, elapsed, HANDSHAKE, isHandshake, markText } from "./words.ts";

/*
 * Where everything stands from left to right. Between two lanes there is as much room as the widest text needs that
 * stands there, and no more: a picture has to fit on a page.
 */

/** The fonts of a picture's texts. */
export const FONTS = {
  heading: { size: 16, bold: true },
  name: { size: 13, bold: true },
  note: { size: 11 },
  time: { size: 11 },
  did: { size: 13 },
  carried: { size: 12, mono: true },
  wait: { size: 11 },
} as const satisfies Record<string, Font>;

/** How much of the texts is shown. */
export interface Fit {
  /** Most characters of data on an arrow. */
  readonly preview: number;
  /** Whether a lane's address is shown with its host. */
  readonly whole: boolean;
}

/** Everything at its place from left to right. */
export interface Columns {
  /** Of each lane. */
  readonly lanes: readonly number[];
  /** How far from its lane a text stands, left and right: beyond what waits there. */
  readonly beside: readonly (readonly [left: number, right: number])[];
  /** The place of each arrow's wait among those beside its lane, from 0; by the arrow's index. */
  readonly tracks: readonly number[];
  readonly fit: Fit;
  readonly width: number;
}

/** As wide as a page of A4 across, at 96 pixels an inch; a projector has 1280. */
export const PAGE = 1120;

/** How much of the data is shown, and whether of addresses more than the port: as much as there is room for. */
const FITS = [[28, true], [20, true], [14, true], [9, true], [9, false]] as const;

/** The edge of the picture, the distance between two texts, from a lane to its first wait, and to the next. */
export const [EDGE, APART, FIRST_TRACK, NEXT_TRACK] = [16, 14, 9, 7] as const;

/** Finds the place of everything that {@linkcode placeRows} has put at its height. */
export function placeColumns(ladder: WordedLadder, rows: Rows): Columns {
  const all = FITS.map(([preview, whole]) => columnsWith({ preview, whole }, ladder, rows));
  return all.find(({ width }) => width <= PAGE) ?? all.at(-1)!;
}

/** On which side of its lane a mark's words stand: where its arrow is not. */
export function isLeft(index: number, { marks, leaving, arriving }: WordedLadder): boolean {
  const { lane } = marks[index]!;
  const arrow = leaving[index]![0] ?? arriving[index]![0];
  if (arrow === undefined) return lane === 0;
  return (arrow.fromLane === lane ? arrow.toLane : arrow.fromLane) > lane;
}

/** The left one of the two lanes between which an arrow has its label: at the end that is farther right. */
export function labelLane({ fromLane, toLane }: { fromLane: number; toLane: number }): number {
  return Math.max(fromLane, toLane) - 1;
}

function columnsWith(fit: Fit, ladder: WordedLadder, rows: Rows): Columns {
  const { lanes: { length }, translate } = ladder;
  const { tracks, used } = placeTracks(ladder, rows);
  const beside = used.map((sides) =>
    sides.map((count) => FIRST_TRACK + 4 + count * NEXT_TRACK) as [number, number]
  );
  const heads = ladder.lanes.map((lane) => headWidth(lane, fit) / 2);
  const room = Array.from(
    { length: length + 1 },
    (_, gap) => Math.max(fit.whole ? MIN_GAP : 0, (heads[gap - 1] ?? 0) + (heads[gap] ?? 0) + APART),
  );
  room[0] = Math.max(heads[0]! + EDGE, 0);
  room[length] = heads.at(-1)! + EDGE;
  const need = (gap: number, width: number) => room[gap] = Math.max(room[gap]!, width);
  // gap 0 is left of the first lane, gap 1 between the first two
  const times = EDGE + widest(ladder.marks.map(({ at }) => elapsed(at, translate)), FONTS.time) + APART;
  need(0, times);
  for (const { text } of rows.pauses) need(0, EDGE + textWidth(text, FONTS.time) + APART);
  ladder.marks.forEach((mark, index) => {
    const width = textWidth(markText(mark, translate), FONTS.did);
    const left = isLeft(index, ladder);
    const gap = mark.lane + (left ? 0 : 1);
    const own = beside[mark.lane]![left ? 0 : 1] + width;
    need(
      gap,
      own +
        (gap === 0
          ? times
          : gap === length
          ? EDGE
          : APART + beside[mark.lane + (left ? -1 : 1)]![left ? 1 : 0]),
    );
  });
  for (const { arrow, words } of rows.arrows) {
    const lane = labelLane(arrow);
    const between = beside[lane]![1] + beside[lane + 1]![0];
    need(lane + 1, between + HEAD + widest(labels(arrow, ladder, fit), FONTS.carried));
    if (words !== undefined) need(waitGap(arrow), between + textWidth(words.text, FONTS.wait) + APART);
  }
  const lanes: number[] = [];
  for (let lane = 0; lane < length; lane++) lanes.push(Math.ceil((lanes.at(-1) ?? 0) + room[lane]!));
  return { lanes, beside, tracks, fit, width: Math.ceil(lanes.at(-1)! + room[length]!) };
}

/** Least pixels between two lanes, and what an arrow needs for its head. */
const [MIN_GAP, HEAD] = [150, 16] as const;

/** The gap beside its lane in which what an arrow brought waits. */
function waitGap({ fromLane, toLane }: { fromLane: number; toLane: number }): number {
  return toLane + (fromLane < toLane ? 0 : 1);
}

/** The words along an arrow, one for each of its segments. */
export function labels(
  arrow: WordedLadder["arrows"][number],
  { translate }: WordedLadder,
  { preview }: Fit,
): readonly string[] {
  return isHandshake(arrow) ? HANDSHAKE : [arrowText(arrow, translate, preview)];
}

/** The width of the box that names a lane. */
export function headWidth(lane: Lane, fit: Fit): number {
  return Math.max(textWidth(lane.name, FONTS.name), textWidth(noteOf(lane, fit), FONTS.note)) + 20;
}

/** What stands below a lane's name. */
export function noteOf({ note = "" }: Lane, { whole }: Fit): string {
  return whole ? note : note.replace(/^.*(?=:)/, "");
}

function widest(texts: readonly string[], font: Font): number {
  return Math.max(0, ...texts.map((text) => textWidth(text, font)));
}

/** Waits beside the same lane at the same time stand beside each other. */
function placeTracks(ladder: WordedLadder, { arrows }: Rows): { tracks: number[]; used: [number, number][] } {
  const used = ladder.lanes.map((): [number, number] => [0, 0]);
  const busy = new Map<string, number[]>();
  const tracks = arrows.map(({ arrow: { fromLane, toLane }, wait }) => {
    if (wait === undefined) return 0;
    const side = fromLane < toLane ? 0 : 1;
    const until = busy.get(`${toLane} ${side}`) ?? [];
    busy.set(`${toLane} ${side}`, until);
    const free = until.findIndex((end) => end < wait.from);
    const track = free < 0 ? until.length : free;
    until[track] = wait.to;
    used[toLane]![side] = Math.max(used[toLane]![side], track + 1);
    return track;
  });
  return { tracks, used };
}
