import type { Instruction, Jump } from "./instruction.ts";
import type { BinaryOperator, UnaryOperator } from "./operators.ts";

/**
 * What the shunting yard keeps waiting: an operator until its right-hand side is complete, a parenthesis or
 * an `if` until its other half comes. Those two are as weak as can be, so that no operator passes them.
 */
export type Waiting =
  | {
    readonly kind: "unary";
    readonly operator: UnaryOperator;
    readonly strength: number;
    readonly at: number;
  }
  | {
    readonly kind: "binary";
    readonly operator: BinaryOperator;
    readonly strength: number;
    readonly at: number;
  }
  | Comparison
  | {
    readonly kind: "jump";
    readonly jump: Jump;
    readonly strength: number;
    readonly at: number;
    start: number;
  }
  | { readonly kind: "if"; readonly steps: Instruction[]; readonly strength: -1; readonly at: number }
  | Open;

/** A comparison, the last so far of a chain. */
interface Comparison {
  readonly kind: "comparison";
  readonly strength: number;
  operator: BinaryOperator;
  at: number;
  /** Those of the comparisons before it, which end where the chain does. */
  readonly jumps: Jump[];
}

/** An open parenthesis; with a callee it is a call, and counts its arguments. */
interface Open {
  readonly kind: "open";
  readonly strength: -1;
  readonly at: number;
  readonly call: Extract<Instruction, { kind: "name" | "attribute" }> | undefined;
  count: number;
  /** Where the steps of what was last begun in it begin. */
  start: number;
}
