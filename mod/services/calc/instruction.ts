import type { BinaryOperator, UnaryOperator } from "./operators.ts";
import type { Value } from "./value.ts";

/**
 * A step of a machine with a stack of values: `3*5+1` is 3, 5, *, 1, +. What need not be computed is jumped
 * over, and only forwards, so that an expression ends after as many steps as it has. A jump says how many
 * steps it leaves out, so that a piece of the program may be moved as it is.
 */
export type Instruction =
  | { readonly kind: "value"; readonly value: Value; readonly at: number }
  | { readonly kind: "name"; readonly name: string; readonly at: number }
  | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly at: number }
  | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly at: number }
  | { readonly kind: "call"; readonly name: string; readonly count: number; readonly at: number }
  | { readonly kind: "attribute"; readonly name: string; readonly at: number }
  | { readonly kind: "method"; readonly name: string; readonly count: number; readonly at: number }
  | Jump;

/**
 * - `and`, `or`: keep the value and jump, when it decides; else drop it.
 * - `chain`: `<` in `a < b < c`. False, and a jump, when it does not hold; else `b` for the next comparison.
 * - `unless`: takes the condition, and jumps when it is false.
 * - `always`: jumps.
 */
export interface Jump {
  readonly kind: "and" | "or" | "chain" | "unless" | "always";
  readonly operator: BinaryOperator | undefined;
  /** How many steps are left out. */
  distance: number;
  readonly at: number;
}

/** An expression ready to run, and the name it is to be kept under when it was written `name = …`. */
export interface CompiledExpression {
  readonly steps: readonly Instruction[];
  readonly target: { readonly name: string; readonly at: number } | undefined;
}
