/** What a piece of JSON has to be; each throws an {@linkcode Error} that names the place of the mistake. */

/** An object. */
export function requireObject(value: unknown, place: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new Error(`${place} needs to be an object`);
}

/** A list. */
export function requireList(value: unknown, place: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${place} needs to be a list`);
}

/** A text. */
export function requireText(value: unknown, place: string): void {
  if (typeof value !== "string") throw new Error(`${place} needs to be a text`);
}

/** Texts, those that are there. */
export function requireTexts(value: Record<string, unknown>, names: readonly string[], place: string): void {
  for (const name of names) if (value[name] !== undefined) requireText(value[name], `${place}: ${name}`);
}

/** Whole numbers from 0, those that are there. */
export function requireNumbers(
  value: Record<string, unknown>,
  names: readonly string[],
  place: string,
): void {
  for (const name of names) {
    if (value[name] === undefined || (Number.isInteger(value[name]) && Number(value[name]) >= 0)) continue;
    throw new Error(`${place}: ${name} needs to be a number`);
  }
}

/** No other names than these; those that begin with `$` or `_` are left to whoever writes them. */
export function requireKeys(value: Record<string, unknown>, names: readonly string[], place: string): void {
  const other = Object.keys(value).find((name) => !names.includes(name) && !/^[$_]/.test(name));
  if (other !== undefined) throw new Error(`${place} has no "${other}"; it may have ${names.join(", ")}`);
}
