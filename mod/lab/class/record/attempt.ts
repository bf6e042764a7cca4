/** A sentence, in the languages in which it came. */
export interface Words {
  readonly en: string;
  readonly fr: string;
}

/**
 * What a student got wrong: one mistake breaks several rules, and is told at the first of them. Students who made the
 * same one have the same key.
 */
export interface Mistake {
  readonly key: string;
  /** The rule at which it was told. */
  readonly rule: string;
  readonly title: Words;
  /** What usually causes it; empty where nothing tells. */
  readonly cause: Words;
}

/** What a report says, in figures: one run of `netlab check`. */
export interface Attempt {
  readonly exercise: string;
  /** Milliseconds since 1970, by the clock of the class. */
  readonly at: number;
  /** Rules that were kept, of all that decide. */
  readonly passed: number;
  readonly total: number;
  /** How many of them, in their order, were kept before the first that was not. */
  readonly stage: number;
  /** Whether some rules only were asked for: it counts as a try, and tells nothing about the whole. */
  readonly partial: boolean;
  readonly mistakes: readonly Mistake[];
}
