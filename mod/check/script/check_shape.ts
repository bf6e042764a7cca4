import { nearest } from "../../cli/parse_command_line.ts";
import { type Message, msg } from "../../i18n/message.ts";
import type { Schema } from "./script_schema.ts";

/** A mistake in the form of a file: where, and what. */
export interface ShapeMistake {
  /** `rules[1].steps[0]`; the empty text for the whole file. */
  readonly path: string;
  readonly what: Message;
  /** The path of the line to be shown, where it is another one. */
  readonly at?: string;
}

/**
 * The first place at which a value has another form than its schema says.
 *
 * @param definitions what `$ref` refers to, by the last part of its path.
 */
export function shapeMistake(
  value: unknown,
  schema: Schema,
  definitions: Readonly<Record<string, Schema>>,
  path = "",
): ShapeMistake | undefined {
  const whole = schema.$ref === undefined ? schema : definitions[schema.$ref.replace(/^.*\//, "")]!;
  if (whole.anyOf !== undefined) {
    const [plain, object] = whole.anyOf as [Schema, Schema];
    if (typeof value === "string") return shapeMistake(value, plain, definitions, path);
    if (isObject(value)) return shapeMistake(value, object, definitions, path);
    return { path, what: msg`it needs to be a text, or an object with ${"en"} and ${"fr"}` };
  }
  const what = whole.type === undefined ? undefined : CHECKS[whole.type](value, whole);
  if (what !== undefined) return { path, what };
  const other = isObject(value) ? unknownName(value, whole) : undefined;
  if (other !== undefined) {
    const known = Object.keys(whole.properties ?? {});
    const unknown = msg`there is no "${other}" here; it may have ${known.join(", ")}`;
    return { path, what: orNearest(unknown, other, known), at: below(path, other) };
  }
  if (Array.isArray(value) && whole.items !== undefined) {
    return first(
      value.entries(),
      ([index, each]) => shapeMistake(each, whole.items!, definitions, `${path}[${index}]`),
    );
  }
  if (!isObject(value) || whole.properties === undefined) return undefined;
  return first(Object.entries(value), ([name, each]) => {
    const inner = whole.properties![name];
    if (inner === undefined) return undefined;
    return shapeMistake(each, inner, definitions, below(path, name));
  });
}

const CHECKS: Readonly<
  Record<NonNullable<Schema["type"]>, (value: unknown, schema: Schema) => Message | undefined>
> = {
  object: (value, schema) =>
    isObject(value)
      ? unknownName(value, schema) === undefined ? names(value, schema) : undefined
      : msg`it needs to be an object`,
  array: (value, { minItems = 0, maxItems = Infinity }) => {
    if (!Array.isArray(value)) return msg`it needs to be a list`;
    if (value.length < minItems) return msg`it is empty`;
    return value.length > maxItems ? msg`it may have ${maxItems} entries at most` : undefined;
  },
  string: (value, { enum: choices, pattern, maxLength = Infinity }) => {
    if (typeof value !== "string") return msg`it needs to be a text`;
    if (choices !== undefined && !choices.includes(value)) {
      return orNearest(msg`it needs to be one of ${choices.join(", ")}`, value, choices);
    }
    if (value.length > maxLength) return msg`it may have ${maxLength} characters at most`;
    if (pattern === undefined || new RegExp(pattern).test(value)) return undefined;
    return pattern.includes("A-Fa-f")
      ? msg`it needs to be bytes as pairs of hexadecimal digits, such as 48 0a`
      : msg`"${value}" is no name: names have letters, digits and underscores, and begin with a letter`;
  },
  integer: (value, { minimum = -Infinity, maximum = Infinity }) =>
    Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum
      ? undefined
      : msg`it needs to be a whole number from ${minimum} to ${maximum}`,
  boolean: (value, { const: only }) =>
    typeof value === "boolean" && (only === undefined || value) ? undefined : msg`it needs to be ${"true"}`,
};

/** A name that is not known; those that begin with `$` or `_` are the author's. */
function unknownName(value: Record<string, unknown>, { properties }: Schema): string | undefined {
  if (properties === undefined) return undefined;
  return Object.keys(value).find((name) => !Object.hasOwn(properties, name) && !/^[$_]/.test(name));
}

function below(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** Names that are missing, or that do not go together. */
function names(value: Record<string, unknown>, schema: Schema): Message | undefined {
  const there = Object.keys(value);
  const missing = schema.required?.find((name) => value[name] === undefined);
  if (missing !== undefined) return msg`"${missing}" is missing`;
  const alone = Object.entries(schema.dependentRequired ?? {}).find(([name, needed]) =>
    there.includes(name) && !needed.every((each) => there.includes(each))
  );
  if (alone !== undefined) return msg`"${alone[0]}" goes with "${alone[1].join(", ")}" only`;
  const applies = schema.if?.required?.every((name) => there.includes(name)) ?? false;
  return exactlyOne(there, schema.oneOf) ?? (applies ? exactlyOne(there, schema.then?.oneOf) : undefined);
}

function exactlyOne(there: readonly string[], ways: Schema["oneOf"]): Message | undefined {
  if (ways === undefined) return undefined;
  const choices = ways.map(({ required }) => required[0]);
  const found = choices.filter((name) => there.includes(name));
  if (found.length === 1) return undefined;
  return found.length === 0
    ? msg`one of ${choices.join(", ")} is missing`
    : msg`${found.join(", ")} do not go together: only one of them may be there`;
}

function orNearest(what: Message, typed: string, choices: readonly string[]): Message {
  const near = nearest(typed.toLowerCase(), choices);
  return near === undefined ? what : msg`${what}; did you mean "${near}"?`;
}

function first<Each>(
  all: Iterable<Each>,
  look: (each: Each) => ShapeMistake | undefined,
): ShapeMistake | undefined {
  for (const each of all) {
    const found = look(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
