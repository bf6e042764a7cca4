/** One measured point of a line. */
export interface MeasuredPoint {
  /** How many, or how large. */
  readonly x: number;
  /** The cost of that, above 0. */
  readonly y: number;
}

/**
 * The sum of some parts that comes nearest to what was measured, by least squares of the relative error: a line over
 * four powers of ten would otherwise be decided by its last point alone. No part is negative, because nothing is paid
 * back; of the sums with fewer parts the one with the smallest error is taken.
 *
 * @param parts how each part grows, such as `[() => 1, (x) => x]`; at most a handful
 * @returns the factor of each part
 */
export function relativeFit(
  points: readonly MeasuredPoint[],
  parts: readonly ((x: number) => number)[],
): number[] {
  const rows = points.map(({ x, y }) => parts.map((part) => part(x) / y));
  let best = { error: Infinity, factors: parts.map(() => 0) };
  for (let chosen = 1; chosen < 1 << parts.length; chosen++) {
    const used = parts.flatMap((_, part) => chosen & 1 << part ? [part] : []);
    if (used.length > points.length) continue;
    const solved = leastSquares(rows.map((row) => used.map((part) => row[part]!)));
    if (solved === undefined || solved.some((factor) => factor < 0)) continue;
    const factors = parts.map(() => 0);
    used.forEach((part, at) => factors[part] = solved[at]!);
    const error = rows.reduce((sum, row) => sum + (1 - product(row, factors)) ** 2, 0);
    if (error < best.error) best = { error, factors };
  }
  return best.factors;
}

function product(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * other[at]!, 0);
}

/** The factors that bring each row nearest to 1, by the normal equations; undefined where they are not decided. */
function leastSquares(rows: readonly (readonly number[])[]): number[] | undefined {
  const size = rows[0]?.length ?? 0;
  // Parts differ by powers of ten: each is measured in its own largest value
  const scales = Array.from({ length: size }, (_, part) => Math.max(...rows.map((row) => row[part]!)));
  const scaled = rows.map((row) => row.map((value, part) => value / scales[part]!));
  const matrix = scales.map((_, i) => [
    ...scales.map((_, j) => scaled.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
    scaled.reduce((sum, row) => sum + row[i]!, 0),
  ]);
  for (let column = 0; column < size; column++) {
    const pivot = matrix.slice(column).reduce((a, b) => Math.abs(b[column]!) > Math.abs(a[column]!) ? b : a);
    if (!(Math.abs(pivot[column]!) > 1e-12)) return undefined;
    matrix.splice(matrix.indexOf(pivot), 1);
    matrix.splice(column, 0, pivot);
    for (const row of matrix) {
      if (row === pivot) continue;
      const share = row[column]! / pivot[column]!;
      row.forEach((value, at) => row[at] = value - share * pivot[at]!);
    }
  }
  return matrix.map((row, at) => row[size]! / row[at]! / scales[at]!);
}
