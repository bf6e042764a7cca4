import { escapeXml } from "../../io/escape_xml.ts";
import { msg } from "../../i18n/message.ts";
import type { Arrow, Mark, WordedLadder } from "./ladder.ts";
import { arrowText, elapsed, markText } from "./words.ts";

const [LANE, ROW, TOP] = [330, 34, 86] as const;

/**
 * Room beside the outer lanes: for the times and for what a program did, or only for the name of a peer that
 * was not traced.
 */
const [LEFT, RIGHT, TIMES, NAME] = [330, 250, 160, 100] as const;

/**
 * The ladder as an SVG picture that stands alone: it follows the reader's light or dark setting, and has a
 * title and a description for those who do not see it.
 */
export function renderSvg(ladder: WordedLadder, title: string): string {
  const width = x(ladder.lanes.length - 1, ladder) + (ladder.lanes.at(-1)?.traced === false ? NAME : RIGHT);
  const height = TOP + Math.max(1, ladder.marks.length) * ROW + 24;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="description">${escapeXml(describe(ladder))}</desc>`,
    STYLE,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    `<text class="heading" x="16" y="26">${escapeXml(title)}</text>`,
    ...ladder.lanes.map((lane, index) => laneSvg(lane.name, lane.traced, x(index, ladder), height)),
    ...ladder.arrows.map((arrow) => arrowSvg(arrow, ladder)),
    ...ladder.marks.map((mark, row) => markSvg(mark, row, ladder)),
    "</svg>",
    "",
  ].join("\n");
}

function x(lane: number, { lanes }: WordedLadder): number {
  return (lanes[0]?.traced === false ? TIMES : LEFT) + lane * LANE;
}

function y(row: number): number {
  return TOP + row * ROW + ROW / 2;
}

function laneSvg(name: string, traced: boolean, at: number, height: number): string {
  return `<line class="lane${traced ? "" : " unseen"}" x1="${at}" y1="${TOP - 14}" x2="${at}" y2="${
    height - 12
  }"/>` +
    `<text class="name" x="${at}" y="${TOP - 24}" text-anchor="middle">${escapeXml(name)}</text>`;
}

function arrowSvg(arrow: Arrow, ladder: WordedLadder): string {
  const [x1, x2] = [x(arrow.fromLane, ladder), x(arrow.toLane, ladder)];
  const [y1, y2] = [y(arrow.from ?? arrow.to!), y(arrow.to ?? arrow.from!)];
  const way = Math.sign(x2 - x1) || 1;
  const tip = x2 - way * 5;
  const slope = x2 === x1 ? 0 : (y2 - y1) / (x2 - x1);
  const textX = arrow.to === undefined || Math.abs(arrow.toLane - arrow.fromLane) > 1
    ? x1 + way * LANE * 0.5
    : (x1 + x2) / 2;
  const textY = y1 + slope * (textX - x1) - 5;
  const angle = Math.atan(slope) * 180 / Math.PI;
  return `<line class="${arrow.kind}" x1="${x1}" y1="${y1}" x2="${tip}" y2="${y2 - slope * way * 5}"/>` +
    head(x2 - way * 4, y2 - slope * way * 4, Math.atan2(y2 - y1, x2 - x1) * 180 / Math.PI, arrow.kind) +
    `<text class="carried ${arrow.kind}" x="${round(textX)}" y="${round(textY)}" text-anchor="middle" ` +
    `transform="rotate(${round(angle)} ${round(textX)} ${round(textY)})">${
      escapeXml(arrowText(arrow, ladder.translate))
    }</text>`;
}

function head(tipX: number, tipY: number, angle: number, kind: Arrow["kind"]): string {
  const shape = kind === "reset" ? "M-9,-5 L1,5 M-9,5 L1,-5" : "M-9,-4.5 L0,0 L-9,4.5 Z";
  return `<path class="head ${kind}" d="${shape}" transform="translate(${round(tipX)} ${
    round(tipY)
  }) rotate(${round(angle)})"/>`;
}

/** The mark's words stand on the side where its arrow is not. */
function markSvg(mark: Mark, row: number, ladder: WordedLadder): string {
  const arrow = ladder.arrows.find(({ from, to }) => from === row || to === row);
  const other = arrow === undefined
    ? undefined
    : arrow.fromLane === mark.lane
    ? arrow.toLane
    : arrow.fromLane;
  const left = other === undefined ? mark.lane === 0 : other > mark.lane;
  const lane = x(mark.lane, ladder);
  const at = lane + (left ? -12 : 12);
  const time = elapsed(mark.record.time, ladder.marks[0]!.record.time);
  return `<text class="time" x="16" y="${y(row) + 4}">${time}</text>` +
    `<circle class="dot ${escapeXml(mark.record.event)}" cx="${lane}" cy="${y(row)}" r="4"/>` +
    `<text class="did" x="${at}" y="${y(row) + 4}" text-anchor="${left ? "end" : "start"}">${
      escapeXml(markText(mark, ladder.translate))
    }</text>`;
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

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const STYLE = `<style>
svg { --paper: #ffffff; --ink: #1b1f24; --quiet: #6a737d; --data: #0757b0; --connect: #1a7f37; --end: #9a5b00; --reset: #c4232f;
  font: 13px ui-sans-serif, system-ui, "DejaVu Sans", sans-serif; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #0d1117; --ink: #e6edf3; --quiet: #8b949e; --data: #6cb2ff; --connect: #56d364; --end: #e3b341; --reset: #ff7b72; }
}
.paper { fill: var(--paper); }
text { fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.heading { font-size: 16px; font-weight: 600; } .name { font-weight: 600; }
.time { fill: var(--quiet); font-variant-numeric: tabular-nums; }
.lane { stroke: var(--quiet); stroke-width: 2; } .unseen { stroke-dasharray: 3 5; }
.dot { fill: var(--ink); } .dot.error, .dot.reset { fill: var(--reset); }
line.data, .head.data { stroke: var(--data); } line.connect, .head.connect { stroke: var(--connect); }
line.end, .head.end { stroke: var(--end); } line.reset, .head.reset { stroke: var(--reset); stroke-width: 2; }
.head.data { fill: var(--data); } .head.connect { fill: var(--connect); } .head.end { fill: var(--end); }
.carried { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 12px; }
.carried.data { fill: var(--data); } .carried.connect { fill: var(--connect); } .carried.end { fill: var(--end); } .carried.reset { fill: var(--reset); }
</style>`;
