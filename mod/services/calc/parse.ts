import { CalcError } from "./calc_error.ts";
import type { CompiledExpression, Instruction, Jump } from "./instruction.ts";
import { binaryOperators, STRENGTH, unaryOperators } from "./operators.ts";
import { type OperatorSymbol, Scanner, type Token } from "./scanner.ts";
import type { Waiting } from "./waiting.ts";

/** CPython's own limit, and its message begins the same way. */
const deepest = 200;

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
 *
 * What may be left out is behind a jump, as in CPython's own bytecode: `a and b` is a, (and: over b), b.
 * `a if c else b` is written with its condition in the middle and computed with the condition first: at the
 * `if`, the steps of `a` are put aside until the `else`.
 *
 * @throws CalcError
 */
export function parse(text: string): CompiledExpression {
  return new Yard(text).run();
}

class Yard {
  readonly #text: string;
  readonly #scanner: Scanner;
  readonly #steps: Instruction[] = [];
  readonly #waiting: Waiting[] = [];
  #target: CompiledExpression["target"];
  /** Open parentheses. */
  #depth = 0;
  /** True where a value must come next, false where an operator must. */
  #wantsValue = true;
  /** The last step is a name that has just been read: a parenthesis makes a call of it. */
  #afterName = false;

  constructor(text: string) {
    this.#text = text;
    this.#scanner = new Scanner(text);
  }

  run(): CompiledExpression {
    let token = this.#scanner.next(false);
    while (token !== undefined) {
      this.#take(token);
      token = this.#scanner.next(this.#depth > 0);
    }
    if (this.#wantsValue) {
      throw new CalcError(this.#scanner.end === 0 ? "empty" : "ends-early", this.#scanner.end);
    }
    this.#release(STRENGTH.conditional);
    const open = this.#waiting.at(-1);
    if (open) throw new CalcError(open.kind === "if" ? "missing-else" : "never-closed", open.at);
    return { steps: this.#steps, target: this.#target };
  }

  #take(token: Token): void {
    if (token.kind === "operator") {
      this.#operator(token.symbol, token.at);
      this.#afterName = false;
    } else if (token.kind === "attribute") {
      this.#attribute(token.name, token.at);
      this.#afterName = true;
    } else {
      if (!this.#wantsValue) throw new CalcError("unexpected", token.at, this.#wordOf(token));
      this.#steps.push(token.kind === "name" ? token : { kind: "value", value: token.value, at: token.at });
      this.#wantsValue = false;
      this.#afterName = token.kind === "name";
    }
  }

  #attribute(name: string, at: number): void {
    if (this.#wantsValue) throw new CalcError("unexpected", at, ".");
    const before = this.#steps.at(-1)!;
    // The prefix is Python's way to say where a name comes from.
    if (this.#afterName && before.kind === "name" && before.name === "math") {
      this.#steps[this.#steps.length - 1] = { kind: "name", name: `math.${name}`, at: before.at };
    } else this.#steps.push({ kind: "attribute", name, at });
  }

  #operator(symbol: OperatorSymbol, at: number): void {
    switch (symbol) {
      case "(":
        return this.#parenthesis(at);
      case ")":
        return this.#close(at);
      case ",":
        return this.#comma(at);
      case "=":
        return this.#assign(at);
      case "not":
        return this.#not(at);
      case "~":
        return this.#sign(symbol, at);
    }
    if (this.#wantsValue && (symbol === "+" || symbol === "-")) return this.#sign(symbol, at);
    if (this.#wantsValue) throw new CalcError("unexpected", at, symbol);
    this.#wantsValue = true;
    switch (symbol) {
      case "and":
      case "or":
        return this.#logical(symbol, at);
      case "if":
        return this.#if(at);
      case "else":
        return this.#else(at);
    }
    const operator = binaryOperators[symbol];
    if (operator.strength === STRENGTH.comparison) return this.#comparison(operator, at);
    // `**` groups from the right: an equal one keeps waiting.
    this.#release(symbol === "**" ? operator.strength + 1 : operator.strength);
    this.#waiting.push({ kind: "binary", operator, strength: operator.strength, at });
  }

  #sign(symbol: "+" | "-" | "~", at: number): void {
    if (!this.#wantsValue) throw new CalcError("unexpected", at, symbol);
    this.#waiting.push({ kind: "unary", operator: unaryOperators[symbol], strength: STRENGTH.sign, at });
  }

  /** Python's grammar has no `1 + not 2` and no `1 == not 2`. */
  #not(at: number): void {
    const above = this.#waiting.at(-1);
    if (!this.#wantsValue || (above && above.strength > STRENGTH.not)) {
      throw new CalcError("unexpected", at, "not");
    }
    this.#waiting.push({ kind: "unary", operator: unaryOperators.not, strength: STRENGTH.not, at });
  }

  /** `a < b < c` is `a < b and b < c`, with `b` computed once. */
  #comparison(operator: (typeof binaryOperators)["<"], at: number): void {
    this.#release(STRENGTH.comparison + 1);
    const before = this.#waiting.at(-1);
    if (before?.kind !== "comparison") {
      this.#waiting.push({ kind: "comparison", operator, strength: STRENGTH.comparison, at, jumps: [] });
      return;
    }
    before.jumps.push(this.#jump("chain", before.at, before.operator));
    [before.operator, before.at] = [operator, at];
  }

  #logical(kind: "and" | "or", at: number): void {
    this.#release(STRENGTH[kind]);
    const jump = this.#jump(kind, at);
    this.#waiting.push({ kind: "jump", strength: STRENGTH[kind], at, jump, start: this.#steps.length });
  }

  #if(at: number): void {
    this.#release(STRENGTH.or);
    const within = this.#waiting.at(-1);
    if (within?.kind === "if") throw new CalcError("missing-else", within.at);
    const start = within?.kind === "open" || within?.kind === "jump" ? within.start : 0;
    this.#waiting.push({ kind: "if", strength: -1, at, steps: this.#steps.splice(start) });
  }

  #else(at: number): void {
    this.#release(STRENGTH.or);
    const condition = this.#waiting.pop();
    if (condition?.kind !== "if") throw new CalcError("unexpected", at, "else");
    const unless = this.#jump("unless", condition.at);
    for (const step of condition.steps) this.#steps.push(step);
    const jump = this.#jump("always", at);
    this.#land(unless);
    const start = this.#steps.length;
    this.#waiting.push({ kind: "jump", strength: STRENGTH.conditional, at, jump, start });
  }

  /** `name =`, at the beginning. */
  #assign(at: number): void {
    const [name] = this.#steps;
    const alone = this.#steps.length === 1 && this.#waiting.length === 0 && this.#target === undefined;
    if (!alone || !this.#afterName || name?.kind !== "name") throw new CalcError("unexpected", at, "=");
    this.#target = { name: name.name, at: name.at };
    this.#steps.pop();
    this.#wantsValue = true;
  }

  #parenthesis(at: number): void {
    if (!this.#wantsValue && !this.#afterName) throw new CalcError("unexpected", at, "(");
    const callee = this.#wantsValue ? undefined : this.#steps.pop();
    if (++this.#depth > deepest) throw new CalcError("too-nested", at, `${deepest}`);
    const start = this.#steps.length;
    const call = callee?.kind === "name" || callee?.kind === "attribute" ? callee : undefined;
    this.#waiting.push({ kind: "open", strength: -1, at: call?.at ?? at, call, count: 1, start });
    this.#wantsValue = true;
  }

  #comma(at: number): void {
    if (this.#wantsValue) throw new CalcError("unexpected", at, ",");
    this.#release(STRENGTH.conditional);
    const open = this.#waiting.at(-1);
    if (open?.kind !== "open" || !open.call) throw new CalcError("unexpected", at, ",");
    open.count++;
    open.start = this.#steps.length;
    this.#wantsValue = true;
  }

  #close(at: number): void {
    const top = this.#waiting.at(-1);
    // `f()` and, as in Python, `f(1,)`, but not `f(,)`: there, the comma has been refused.
    const mayBeEmpty = this.#wantsValue && top?.kind === "open" && top.call !== undefined;
    if (!mayBeEmpty) {
      if (this.#depth === 0) throw new CalcError("never-opened", at);
      if (this.#wantsValue) throw new CalcError("unexpected", at, ")");
    }
    if (!this.#wantsValue) this.#release(STRENGTH.conditional);
    const open = this.#waiting.pop();
    if (open?.kind !== "open") throw new CalcError("missing-else", open?.at ?? at);
    this.#depth--;
    if (open.call) this.#steps.push(callStep(open.call, open.count - (mayBeEmpty ? 1 : 0)));
    this.#wantsValue = false;
  }

  /** Moves to the steps every waiting operator, back to the last parenthesis, that is at least this strong. */
  #release(strength: number): void {
    for (let top = this.#waiting.at(-1); top && top.strength >= strength; top = this.#waiting.at(-1)) {
      this.#waiting.pop();
      this.#finish(top);
    }
  }

  #finish(operator: Waiting): void {
    switch (operator.kind) {
      case "unary":
        this.#steps.push({ kind: "unary", operator: operator.operator, at: operator.at });
        break;
      case "binary":
        this.#steps.push({ kind: "binary", operator: operator.operator, at: operator.at });
        break;
      case "comparison":
        this.#steps.push({ kind: "binary", operator: operator.operator, at: operator.at });
        operator.jumps.forEach((jump) => this.#land(jump));
        break;
      case "jump":
        this.#land(operator.jump);
    }
  }

  #wordOf(token: Exclude<Token, { kind: "operator" | "attribute" }>): string {
    return token.kind === "name" ? token.name : this.#text.slice(token.at, token.end);
  }

  /** A jump to a place that is not known yet. */
  #jump(kind: Jump["kind"], at: number, operator?: Jump["operator"]): Jump {
    // Until it lands, the distance is the place that it starts from.
    const jump: Jump = { kind, operator, distance: this.#steps.length + 1, at };
    this.#steps.push(jump);
    return jump;
  }

  /** The jump goes to the next step. */
  #land(jump: Jump): void {
    jump.distance = this.#steps.length - jump.distance;
  }
}

function callStep({ kind, name, at }: Extract<Instruction, { name: string }>, count: number): Instruction {
  return kind === "attribute" ? { kind: "method", name, count, at } : { kind: "call", name, count, at };
}
