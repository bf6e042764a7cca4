import { builtinFunctions } from "./builtin_functions.ts";
import type { CalcFunction } from "./calc_function.ts";
import { mathFunctions } from "./math_functions.ts";
import type { Value } from "./value.ts";

/** The constants of Python's `math`. */
const mathConstants: readonly (readonly [name: string, value: number])[] = [
  ["pi", Math.PI],
  ["e", Math.E],
  ["tau", 2 * Math.PI],
  ["inf", Infinity],
  ["nan", NaN],
];

/**
 * Every function by name. One that is not listed cannot be called: there is no other way out of an
 * expression. Those of `math` can do without its name, except for `math.pow`, since `pow` is Python's own.
 */
export function createFunctions(): ReadonlyMap<string, CalcFunction> {
  const ofMath = mathFunctions();
  return new Map([...ofMath, ...withPrefix(ofMath), ...builtinFunctions()]);
}

/** Every constant by name. */
export function createConstants(): ReadonlyMap<string, Value> {
  return new Map([...mathConstants, ...withPrefix(mathConstants)]);
}

function withPrefix<Thing>(named: readonly (readonly [string, Thing])[]): (readonly [string, Thing])[] {
  return named.map(([name, thing]) => [`math.${name}`, thing]);
}
