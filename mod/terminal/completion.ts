import { graphemes } from "./graphemes.ts";

/** What the Tab key does. */
export interface Completion {
  /** How many characters before the cursor are replaced. */
  readonly typed: number;
  /** By what; empty when nothing is. */
  readonly insert: string;
  /** The words to show, because there are several and nothing else to do. */
  readonly choices: readonly string[];
}

/** Words that are shown; the others are counted. */
const MOST_SHOWN = 60;

/**
 * Finishes the last word: the only one that it may become, with a blank after it; of several, as much as they
 * have in common, and if that is there already, all of them are shown.
 *
 * @param text what stands before the cursor
 * @param words what its last word may become
 */
export function completion(text: string, words: readonly string[]): Completion {
  const word = text.slice(text.lastIndexOf(" ") + 1);
  const typed = graphemes(word).length;
  const [first, ...others] = words;
  if (first === undefined) return { typed, insert: "", choices: [] };
  if (others.length === 0) return { typed, insert: `${first} `, choices: [] };
  const common = words.reduce(commonStart);
  if (common.length > word.length) return { typed, insert: common, choices: [] };
  const more = words.length - MOST_SHOWN;
  return { typed, insert: "", choices: more > 0 ? [...words.slice(0, MOST_SHOWN), `… +${more}`] : words };
}

/** The characters with which both begin. */
function commonStart(one: string, other: string): string {
  const [ours, theirs] = [graphemes(one), graphemes(other)];
  const end = ours.findIndex((character, index) => character !== theirs[index]);
  return end < 0 ? one : ours.slice(0, end).join("");
}
