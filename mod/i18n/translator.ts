import { PLACEHOLDER, type SentencePattern, sentencePattern } from "./sentence_pattern.ts";

/**
 * Sentences in English and in another language. `${name}` stands for anything that is carried over as it is; `${name*}` for
 * something that may be a sentence of the catalogue itself, such as the reason at the end of an error; `${name!}` for
 * something that must be one, or the whole is not meant; `${name#}` for a number.
 */
export type Catalogue = Readonly<Record<string, string>>;

/**
 * Translates at the edge, where a sentence is said: the library goes on speaking English, and a sentence that was put
 * together somewhere deep below (an address in it, a reason behind its colon) is recognised by the words that are always the
 * same.
 *
 * What comes from a peer is safe: it can only stand where a placeholder stands, and is touched only where the catalogue
 * says that our own words are expected. The wrong choice for text that is mostly somebody else's.
 */
export function translator(
  catalogue: Catalogue,
  polish: (text: string) => string = (text) => text,
): (text: string) => string {
  let templates: Template[] | undefined;
  const translate = (text: string, depth: number): string => {
    const known = Object.hasOwn(catalogue, text) ? catalogue[text] : undefined;
    if (known !== undefined) return polish(known);
    if (depth > DEEPEST) return text;
    templates ??= compile(catalogue, polish);
    for (const { pattern, names, pieces } of templates) {
      const found = pattern(text);
      if (found === undefined) continue;
      const values = new Map(names.map((name, index) => [name, found[index]!]));
      const filled = pieces.map((piece) => fill(piece, values, (value) => translate(value, depth + 1)));
      if (!filled.includes(undefined)) return filled.join("");
    }
    return text;
  };
  return (text) => translate(text, 1);
}

/** How many sentences may stand one in the other: a list of 1024 workers does, and no text may overflow the stack. */
const DEEPEST = 1100;

/** A sentence with placeholders. */
interface Template {
  readonly pattern: SentencePattern;
  /** The names of what the pattern finds. */
  readonly names: readonly string[];
  /** The translation: literal text and `${name}`, in turns. */
  readonly pieces: readonly string[];
}

/**
 * The templates, the surest to be meant first: those that begin with words of their own before those that begin with
 * anything, and of each kind those with the most words of their own.
 */
function compile(catalogue: Catalogue, polish: (text: string) => string): Template[] {
  return Object.entries(catalogue)
    .filter(([english]) => english.search(PLACEHOLDER) !== -1)
    .map(([english, other]) => ({ sureness: sureness(english), english, other }))
    .sort((a, b) => b.sureness - a.sureness)
    .map(({ english, other }) => ({
      pattern: sentencePattern(english),
      names: [...english.matchAll(PLACEHOLDER)].map(([, name]) => name!),
      pieces: polish(other).split(/(\$\{\w+[*!#]?\})/),
    }));
}

function sureness(english: string): number {
  return english.replace(PLACEHOLDER, "").length + (english.startsWith("${") ? 0 : 1000);
}

/** @returns `undefined` when what has to be known is not. */
function fill(
  piece: string,
  values: ReadonlyMap<string, string>,
  translate: (text: string) => string,
): string | undefined {
  const placeholder = /^\$\{(\w+)([*!#]?)\}$/.exec(piece);
  if (placeholder === null) return piece;
  const value = values.get(placeholder[1]!) ?? "";
  if (placeholder[2] === "" || placeholder[2] === "#") return value;
  const translated = translate(value);
  return placeholder[2] === "!" && translated === value ? undefined : translated;
}
