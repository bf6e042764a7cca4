const SEGMENTER = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** Each of these characters is one by itself, whatever stands beside it. */
const PLAIN = /^[\n\x20-\x7e]*$/;

/** The characters as a person counts them: an emoji of several code points is one, and so is `é` made of two. */
export function graphemes(text: string): string[] {
  return PLAIN.test(text) ? [...text] : Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}
