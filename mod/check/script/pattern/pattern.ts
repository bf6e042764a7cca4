/** What one character may be. */
export type CharacterTest = (code: number) => boolean;

/** A pattern as a tree. */
export type PatternNode =
  | { readonly kind: "character"; readonly test: CharacterTest }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly ways: readonly PatternNode[] }
  | { readonly kind: "repeat"; readonly part: PatternNode; readonly times: Times }
  | { readonly kind: "group"; readonly part: PatternNode; readonly name: string };

/** How often a part may come. */
export interface Times {
  readonly least: number;
  /** Infinity for as often as it likes. */
  readonly most: number;
  /** Whether as few as possible are preferred. */
  readonly lazy: boolean;
}
