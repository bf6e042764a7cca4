import { textWidth } from "../../../mod/trace/diagram/text_width.ts";

/**
 * What has to hold of every sequence diagram, found out from the picture alone: its texts have room, its
 * arrows fall, and everything is inside.
 *
 * @returns a sentence for each thing that is wrong.
 */
export function diagramFaults(svg: string): string[] {
  const picture = readPicture(svg);
  return [
    ...overlapping(picture.texts),
    ...picture.texts.flatMap((text) => crossed(text, picture)),
    ...outside(picture),
    ...picture.lines.filter(({ y1, y2 }) => y2 < y1).map(({ y1 }) => `an arrow at ${y1} rises`),
    ...picture.lines.filter(({ y1, y2 }) => Math.min(y1, y2) < picture.headsEnd)
      .map(({ y1 }) => `an arrow at ${y1} crosses a head`),
    ...backwards(picture.texts),
  ];
}

/** The words of a kind (`carried`, `did`, `time` …), from top to bottom. */
export function wordsOf(svg: string, kind: string): string[] {
  return readPicture(svg).texts.filter((each) => each.kind === kind).map(({ words }) => words);
}

/** A point. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A text, and the corners of its box as it lies. */
export interface PlacedText {
  readonly kind: string;
  readonly words: string;
  readonly y: number;
  readonly width: number;
  readonly corners: readonly Point[];
}

/** A straight line. */
export interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** A picture, read back. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly PlacedText[];
  /** Arrows and what waits. */
  readonly lines: readonly Segment[];
  readonly lanes: readonly number[];
  readonly headsEnd: number;
}

/** Size and kind of letters, by a text's class. */
const FONT: Readonly<Record<string, { size: number; bold?: boolean; mono?: boolean }>> = {
  heading: { size: 16, bold: true },
  name: { size: 13, bold: true },
  note: { size: 11 },
  time: { size: 11 },
  did: { size: 13 },
  carried: { size: 12, mono: true },
  wait: { size: 11 },
};

/** The picture by its parts. */
export function readPicture(svg: string): Picture {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number);
  const texts = [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes, words]) =>
    readText(attributesOf(attributes!), unescape(words!))
  );
  const arrows = [...svg.matchAll(/<line ([^>]*)\/>/g)].map(([, all]) => {
    const { x1, y1, x2, y2 } = attributesOf(all!);
    return { x1: Number(x1), y1: Number(y1), x2: Number(x2), y2: Number(y2) };
  });
  const waits = [...svg.matchAll(/<path class="wait [^>]*d="M([\d.]+),([\d.]+) V([\d.]+)/g)]
    .map(([, x, from, to]) => ({ x1: Number(x), y1: Number(from), x2: Number(x), y2: Number(to) }));
  const heads = [...svg.matchAll(/<rect class="head[^>]* y="([\d.]+)"[^>]* height="([\d.]+)"/g)];
  return {
    width: width!,
    height: height!,
    texts,
    lines: [...arrows, ...waits],
    lanes: [...svg.matchAll(/<path class="lane[^>]*d="M([\d.]+),/g)].map(([, x]) => Number(x)),
    headsEnd: Math.max(...heads.map(([, y, tall]) => Number(y) + Number(tall))),
  };
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
}

function readText(attributes: Record<string, string>, words: string): PlacedText {
  const kind = attributes.class!.split(" ")[0]!;
  const font = FONT[kind]!;
  const [x, y, wide] = [Number(attributes.x), Number(attributes.y), textWidth(words, font)];
  const left = { start: x, middle: x - wide / 2, end: x - wide }[attributes["text-anchor"]!]!;
  const [top, bottom] = [y - font.size * 0.93, y + font.size * 0.24];
  const box = [[left, top], [left + wide, top], [left + wide, bottom], [left, bottom]] as const;
  const angle = Number(/rotate\(([-\d.]+)/.exec(attributes.transform ?? "")?.[1] ?? 0) * Math.PI / 180;
  const corners = box.map(([cornerX, cornerY]) => ({
    x: x + (cornerX - x) * Math.cos(angle) - (cornerY - y) * Math.sin(angle),
    y: y + (cornerX - x) * Math.sin(angle) + (cornerY - y) * Math.cos(angle),
  }));
  return { kind, words, y, width: wide, corners };
}

function unescape(text: string): string {
  const characters: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text.replace(/&(\w+);/g, (whole, name) => characters[name] ?? whole);
}

function overlapping(texts: readonly PlacedText[]): string[] {
  return texts.flatMap((a, index) =>
    texts.slice(index + 1).filter((b) => share(a.corners, b.corners))
      .map((b) => `"${a.words}" and "${b.words}" overlap`)
  );
}

/** Whether two boxes share a point; the one that separates two convex shapes is a side of one of them. */
function share(a: readonly Point[], b: readonly Point[]): boolean {
  return [a, b].every((shape) =>
    shape.every((corner, index) => {
      const next = shape[(index + 1) % shape.length]!;
      const [nx, ny] = [next.y - corner.y, corner.x - next.x];
      const spans = [a, b].map((each) => each.map(({ x, y }) => x * nx + y * ny));
      return Math.max(...spans[0]!) > Math.min(...spans[1]!) &&
        Math.max(...spans[1]!) > Math.min(...spans[0]!);
    })
  );
}

/** Arrows, waits and lanes that go through a text. */
function crossed({ kind, words, corners }: PlacedText, { lines, lanes }: Picture): string[] {
  const through = lines.filter(({ x1, y1, x2, y2 }) =>
    share(corners, [{ x: x1, y: y1 }, { x: x2, y: y2 }, { x: x2, y: y2 + 0.1 }, { x: x1, y: y1 + 0.1 }])
  );
  const [left, right] = [Math.min(...corners.map(({ x }) => x)), Math.max(...corners.map(({ x }) => x))];
  const beside = ["did", "carried", "wait", "time"].includes(kind);
  return [
    ...through.map(({ x1, y1 }) => `an arrow from ${x1},${y1} goes through "${words}"`),
    ...(beside ? lanes.filter((x) => left < x && x < right) : []).map((x) =>
      `the lane at ${x} goes through "${words}"`
    ),
  ];
}

function outside({ width, height, texts, lines }: Picture): string[] {
  const isOut = ({ x, y }: Point) => x < 0 || x > width || y < 0 || y > height;
  return [
    ...texts.filter(({ corners }) => corners.some(isOut)).map(({ words }) => `"${words}" is cut off`),
    ...lines.filter(({ x1, y1, x2, y2 }) => isOut({ x: x1, y: y1 }) || isOut({ x: x2, y: y2 }))
      .map(({ x1, y1 }) => `an arrow from ${x1},${y1} leaves the picture`),
  ];
}

/** Times that are less than the one above them. */
function backwards(texts: readonly PlacedText[]): string[] {
  const times = texts.filter(({ kind, words }) => kind === "time" && /^[\d.,]+\s?s$/.test(words))
    .toSorted((a, b) => a.y - b.y)
    .map(({ words }) => parseFloat(words.replace(",", ".")));
  return times.flatMap((time, index) =>
    index > 0 && time < times[index - 1]! ? [`time runs back to ${time}`] : []
  );
}
