import { unicodeWidth } from "@std/cli/unicode-width";
import type { Inline } from "./read_blocks.ts";

/** A word, or a part of one, and how it looks (ECMA-48 SGR, such as `1` for bold). */
interface Part {
  readonly text: string;
  readonly look: string;
}

/**
 * The lines of a terminal that a text becomes, each at most so many columns wide; a word that is wider has
 * a line of its own.
 *
 * @param styled whether the terminal obeys escape sequences; otherwise code keeps its backticks.
 */
export function styledLines(text: readonly Inline[], columns: number, styled: boolean, look = ""): string[] {
  const lines: Part[][][] = [[]];
  let used = 0;
  for (const word of words(parts(text, look, styled))) {
    const width = word.reduce((sum, part) => sum + unicodeWidth(part.text), 0);
    if (used > 0 && used + 1 + width > columns) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)!.push(word);
    used += (used > 0 ? 1 : 0) + width;
  }
  return lines.map((line) => line.map((word) => word.map((part) => shown(part, styled)).join("")).join(" "));
}

/** The width of the widest line that a text would like to have. */
export function naturalWidth(text: readonly Inline[], styled: boolean): number {
  return unicodeWidth(parts(text, "", styled).map((part) => part.text).join(""));
}

/** The width of the widest word. */
export function widestWord(text: readonly Inline[], styled: boolean): number {
  return Math.max(
    0,
    ...words(parts(text, "", styled)).map((word) =>
      word.reduce((sum, part) => sum + unicodeWidth(part.text), 0)
    ),
  );
}

function shown({ text, look }: Part, styled: boolean): string {
  return styled && look !== "" ? `\x1b[${look}m${text}\x1b[0m` : text;
}

const LOOKS = { strong: "1", emphasis: "3", link: "4", image: "3", code: "36" } as const;

function parts(text: readonly Inline[], look: string, styled: boolean): Part[] {
  return text.flatMap((each): Part[] => {
    if (each.kind === "text") return [{ text: each.text, look }];
    const inner = [look, LOOKS[each.kind]].filter((one) => one !== "").join(";");
    if (each.kind === "code") return [{ text: styled ? each.text : `\`${each.text}\``, look: inner }];
    if (each.kind === "strong" || each.kind === "emphasis") return parts(each.inside, inner, styled);
    const inside = parts(each.inside, inner, styled);
    if (each.kind === "image") return [{ text: "[", look }, ...inside, { text: "]", look }];
    const whole = inside.map((part) => part.text).join("");
    const where = each.target.replace(/#.*$/, "");
    return where === "" || where === whole ? inside : [...inside, { text: ` (${where})`, look }];
  });
}

/** The parts of each word: a word may have parts that look different. */
function words(all: readonly Part[]): Part[][] {
  const found: Part[][] = [[]];
  for (const { text, look } of all) {
    text.split(" ").forEach((piece, index) => {
      if (index > 0) found.push([]);
      if (piece !== "") found.at(-1)!.push({ text: piece, look });
    });
  }
  return found.filter((word) => word.length > 0);
}
