import { unicodeWidth } from "@std/cli/unicode-width";

/**
 * How wide a text becomes at most, in pixels, in the fonts that a picture asks for. Which of them a reader
 * has is unknown; DejaVu Sans is the widest of those that systems come with, and these are its metrics
 * (`hmtx`, in thousandths of the font's size).
 */
export function textWidth(text: string, { size, bold = false, mono = false }: Font): number {
  let sum = 0;
  // a letter with its accent is as wide as the letter: é becomes e and a combining accent of no width
  for (const character of text.normalize("NFD")) sum += mono ? monoAdvance(character) : advance(character);
  return sum * size / 1000 * (bold ? BOLD : 1);
}

/** A font by what its width depends on. */
export interface Font {
  /** Pixels. */
  readonly size: number;
  readonly bold?: boolean;
  readonly mono?: boolean;
}

/** How much wider bold letters are at most. */
const BOLD = 1.24;

/** An emoji, and anything else that a terminal gives two columns to. */
const WIDE = 1300;

function advance(character: string): number {
  const code = character.codePointAt(0)!;
  return ADVANCES[code - 32] ?? widthOf(character, 1050);
}

/** 602, and what is added where letters are fitted to whole pixels. */
function monoAdvance(character: string): number {
  return widthOf(character, 620);
}

function widthOf(character: string, single: number): number {
  const columns = unicodeWidth(character);
  return columns === 0 ? 0 : columns === 1 ? single : WIDE;
}

/** Of the characters from the space to `~`. */
// deno-fmt-ignore
const ADVANCES = [
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636,
  636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775,
  752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390,
  337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
  635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];
