import { bold, dim } from "@std/fmt/colors";
import { type ColorCount, colored } from "./name_color.ts";
import { nicknameKey } from "../room/nickname.ts";

/** One line of a room as a terminal client understands it. */
export interface StyledLine {
  /** Who said it, when somebody did. */
  from?: string;
  /** Names that the line tells are here. */
  names: string[];
  /** The line with colours. */
  coloured: string;
  /** Whether somebody else spoke of, or to, the reader. */
  mention: boolean;
}

const SAID = /^(\* \(history [^)]*\) )?\[(\S+)\] (.*)$/su;
const PRIVATE = /^\[(\S+) -> (\S+)\] (.*)$/su;
const PRESENT = /^\* Here(?: with you)?: (.*)$/su;
const JOINED = /^\* (\S+) joined$/u;

/**
 * Reads one line of the text protocol and gives it colours: each name always has the same one.
 *
 * @param line made visible already
 * @param own the reader's name, if it has one
 * @param colors how many the terminal has
 */
export function styleLine(line: string, own: string | undefined, colors: ColorCount = 256): StyledLine {
  const said = SAID.exec(line);
  if (said) return spoken(said[2]!, said[3]!, said[1] ?? "", own, colors);
  const whispered = PRIVATE.exec(line);
  if (whispered) return private_(whispered[1]!, whispered[2]!, whispered[3]!, own, colors);
  const names = PRESENT.exec(line)?.[1]?.split(", ") ?? JOINED.exec(line)?.slice(1) ?? [];
  return { names, coloured: line.startsWith("* ") ? dim(line) : line, mention: false };
}

function spoken(
  from: string,
  text: string,
  history: string,
  own: string | undefined,
  colors: ColorCount,
): StyledLine {
  const mention = history === "" && from !== own && own !== undefined && mentions(text, own);
  const body = mention ? bold(text) : text;
  return { from, names: [from], coloured: `${dim(history)}[${colored(from, colors)}] ${body}`, mention };
}

function private_(
  from: string,
  to: string,
  text: string,
  own: string | undefined,
  colors: ColorCount,
): StyledLine {
  const coloured = `[${colored(from, colors)} -> ${colored(to, colors)}] ${text}`;
  return { from, names: [from, to], coloured, mention: to === own && from !== own };
}

/** Whether the name stands in the text as a word of its own. */
function mentions(text: string, name: string): boolean {
  const key = nicknameKey(name);
  return nicknameKey(text).split(/[^\p{L}\p{M}\p{N}_-]+/u).includes(key) || text.includes(`@${name}`);
}
