/** What an answer has to be. */
export interface Answer {
  /** For people: `"BONJOUR"`. */
  readonly shows: string;
  /** Whether a line (without its end) is such an answer. */
  fits(line: string): boolean;
  /** The very text, where there is only one. */
  readonly exact?: string;
}

/** Just this text. */
export function exactly(text: string): Answer {
  return { shows: JSON.stringify(text), fits: (line) => line === text, exact: text };
}

/** A text of which something is said. */
export function anything(shows: string, fits: (line: string) => boolean): Answer {
  return { shows, fits };
}
