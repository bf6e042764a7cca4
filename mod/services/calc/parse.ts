import { CalcError } from "./calc_error.ts";
import type { Value } from "./number_literal.ts";
import type { OperatorSymbol, Token } from "./tokenize.ts";

/**
 * From words to steps: Dijkstra's shunting yard.
 *
 * A recursive parser is shorter, but it lets the author of the expression decide how deep the
 * machine's stack goes; thousands of `(` or of `-` then end in a stack overflow. Here an operator
 * that waits for its right-hand side waits in an array, and the outcome is a list of steps for a
 * machine with a stack of values (`3*5+1` becomes 3, 5, *, 1, +), which runs without recursion too.
 *
 * Python's one surprise is that `**` binds tighter than a sign on its left and looser than one on its right:
 * -2**2 is -4 and 2**-1 is 0.5. A sign is therefore put on the waiting stack without looking at what is under
 * it, between `*` and `**` in strength. (Python Language Reference, 6.5 The power operator.)
 */
export type Instruction =
  | { readonly kind: "value"; readonly value: Value; readonly at: number }
  | { readonly kind: "name"; readonly name: string; readonly at: number }
  | { readonly kind: "unary"; readonly symbol: "+" | "-"; readonly at: number }
  | { readonly kind: "binary"; readonly symbol: BinarySymbol; readonly at: number }
  | { readonly kind: "call"; readonly name: string; readonly count: number; readonly at: number };

/** Operators between two values. */
export type BinarySymbol = "+" | "-" | "*" | "/" | "//" | "%" | "**";

/** An expression ready to run, and the name it is to be kept under when it was written `name = …`. */
export interface CompiledExpression {
  readonly steps: readonly Instruction[];
  readonly target: { readonly name: string; readonly at: number } | undefined;
}

/** CPython's own limit, and its message begins the same way. */
const deepest = 200;

/** An operator that waits for what is on its right. */
interface Operator {
  readonly kind: "binary" | "unary";
  readonly symbol: BinarySymbol;
  readonly strength: number;
  readonly at: number;
}

/** An open parenthesis; with a name it is a call, and counts its arguments. */
interface Open {
  readonly kind: "open";
  readonly call: string | undefined;
  readonly at: number;
  count: number;
}

/**
 * Orders the words of one expression, or of `name = expression`.
 *
 * @param end index just after the expression, where a missing operand is reported
 * @throws CalcError
 */
export function parse(tokens: readonly Token[], end: number): CompiledExpression {
  const [first, second] = tokens;
  const assigns = first?.kind === "name" && second?.kind === "operator" && second.symbol === "=";
  const target = assigns ? { name: first.name, at: first.at } : undefined;
  return { steps: new Yard(end).run(assigns ? tokens.slice(2) : tokens), target };
}

class Yard {
  readonly #end: number;
  readonly #steps: Instruction[] = [];
  readonly #waiting: (Operator | Open)[] = [];
  #depth = 0;
  /** True where a value must come next, false where an operator must. */
  #wantsValue = true;

  constructor(end: number) {
    this.#end = end;
  }

  run(tokens: readonly Token[]): Instruction[] {
    tokens.forEach((token, i) => this.#take(token, tokens[i + 1]));
    if (this.#wantsValue) {
      throw new CalcError(this.#end === 0 || tokens.length === 0 ? "empty" : "ends-early", this.#end);
    }
    this.#release(0);
    const open = this.#waiting.at(-1);
    if (open) throw new CalcError("never-closed", open.at);
    return this.#steps;
  }

  #take(token: Token, next: Token | undefined): void {
    if (token.kind === "operator") return this.#operator(token.symbol, token.at);
    if (!this.#wantsValue) throw unexpected(token);
    const isCall = token.kind === "name" && next?.kind === "operator" && next.symbol === "(";
    if (isCall) {
      this.#open(token.name, token.at);
    } else {
      this.#steps.push(token.kind === "number" ? { kind: "value", value: token.value, at: token.at } : token);
      this.#wantsValue = false;
    }
  }

  #operator(symbol: OperatorSymbol, at: number): void {
    if (symbol === "(") return this.#parenthesis(at);
    if (symbol === ")") return this.#close(at);
    if (symbol === ",") return this.#comma(at);
    if (symbol === "=") throw new CalcError("unexpected", at, "=");
    if (!this.#wantsValue) return this.#binary(symbol, at);
    if (symbol !== "+" && symbol !== "-") throw new CalcError("unexpected", at, symbol);
    this.#waiting.push({ kind: "unary", symbol, strength: 3, at });
  }

  #binary(symbol: BinarySymbol, at: number): void {
    const strength = strengthOf(symbol);
    // `**` groups from the right: an equal one keeps waiting.
    this.#release(symbol === "**" ? strength + 1 : strength);
    this.#waiting.push({ kind: "binary", symbol, strength, at });
    this.#wantsValue = true;
  }

  /** A parenthesis after a function's name was announced by the name itself. */
  #parenthesis(at: number): void {
    const top = this.#waiting.at(-1);
    const announced = top?.kind === "open" && top.call !== undefined && top.count === 0;
    if (announced) top.count = 1;
    else if (this.#wantsValue) this.#open(undefined, at);
    else throw new CalcError("unexpected", at, "(");
  }

  #open(call: string | undefined, at: number): void {
    if (++this.#depth > deepest) throw new CalcError("too-nested", at, `${deepest}`);
    this.#waiting.push({ kind: "open", call, at, count: 0 });
  }

  #comma(at: number): void {
    const open = this.#innermost();
    if (this.#wantsValue || open?.call === undefined) throw new CalcError("unexpected", at, ",");
    this.#release(0);
    open.count++;
    this.#wantsValue = true;
  }

  #close(at: number): void {
    const open = this.#innermost();
    if (open === undefined) throw new CalcError("never-opened", at);
    const nothingSince = this.#wantsValue && this.#waiting.at(-1) === open;
    // `f()` and, as in Python, `f(1,)`.
    const mayBeEmpty = open.call !== undefined && nothingSince;
    if (this.#wantsValue && !mayBeEmpty) throw new CalcError("unexpected", at, ")");
    this.#release(0);
    this.#waiting.pop();
    this.#depth--;
    const count = open.count - (mayBeEmpty ? 1 : 0);
    if (open.call !== undefined) this.#steps.push({ kind: "call", name: open.call, count, at: open.at });
    this.#wantsValue = false;
  }

  #innermost(): Open | undefined {
    return this.#waiting.findLast((entry) => entry.kind === "open");
  }

  /**
   * Moves to the steps every waiting operator, back to the last parenthesis, that is at least this strong.
   */
  #release(strength: number): void {
    for (
      let top = this.#waiting.at(-1);
      top && top.kind !== "open" && top.strength >= strength;
      top = this.#waiting.at(-1)
    ) {
      this.#waiting.pop();
      this.#steps.push(toStep(top));
    }
  }
}

function strengthOf(symbol: BinarySymbol): number {
  if (symbol === "**") return 4;
  return symbol === "+" || symbol === "-" ? 1 : 2;
}

function toStep({ kind, symbol, at }: Operator): Instruction {
  return kind === "unary" ? { kind, symbol: symbol === "-" ? "-" : "+", at } : { kind, symbol, at };
}

function unexpected(token: Exclude<Token, { kind: "operator" }>): CalcError {
  return new CalcError("unexpected", token.at, token.kind === "name" ? token.name : token.text);
}
