/** `${name}`, `${name*}`, `${name!}` or `${name#}`; see {@linkcode Catalogue} for what they mean. */
export const PLACEHOLDER = /\$\{(\w+)([*!#]?)\}/g;

/** Finds what stands in a sentence's placeholders, in their order; `undefined` when it is another sentence. */
export type SentencePattern = (text: string) => string[] | undefined;

/**
 * Reads a sentence with placeholders.
 *
 * A text may be long and come from somebody who wishes us ill, so nothing is tried twice: each piece of fixed text is looked
 * for behind the one before, at the first place where it stands, and the last one at the end. With placeholders that stand
 * for anything, that finds a way whenever there is one.
 */
export function sentencePattern(sentence: string): SentencePattern {
  const [first = "", ...others] = sentence.split(/\$\{\w+[*!#]?\}/);
  const kinds = [...sentence.matchAll(PLACEHOLDER)].map(([, , kind]) => kind!);
  return (text) => {
    if (!text.startsWith(first)) return undefined;
    const values: string[] = [];
    let at = first.length;
    for (const [index, fixed] of others.entries()) {
      const isLast = index === others.length - 1;
      const end = isLast ? text.length - fixed.length : text.indexOf(fixed, at);
      if (end < at || !text.startsWith(fixed, end)) return undefined;
      const value = text.slice(at, end);
      if (kinds[index] === "#" && !NUMBER.test(value)) return undefined;
      values.push(value);
      at = end + fixed.length;
    }
    return at === text.length ? values : undefined;
  };
}

const NUMBER = /^\d+(\.\d+)?$/;
