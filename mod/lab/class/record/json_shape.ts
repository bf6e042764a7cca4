import { type Message, msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";

/*
What comes over the network as JSON may have any type anywhere, and a value that is taken for another one ("5" for 5)
is found out late, by somebody else. So the types of all fields that are ever read stand in one table, and nothing is
read that was not held against it.
*/

/** The type of a value: of a list that of each of its entries, of an object that of each of its fields. */
export type Shape =
  | "string"
  | "number"
  | "boolean"
  | readonly [Shape]
  | { readonly [field: string]: Shape };

/** A value with such a shape: each field may be missing. */
export type Shaped<Of extends Shape> = Of extends "string" ? string
  : Of extends "number" ? number
  : Of extends "boolean" ? boolean
  : Of extends readonly [infer Each extends Shape] ? readonly Shaped<Each>[]
  : { readonly [Field in keyof Of]?: Of[Field] extends Shape ? Shaped<Of[Field]> : never };

/**
 * Holds parsed JSON against a shape. A field may be missing, and there may be others that it does not know.
 *
 * @param path of the value, such as `report`; empty for all that was sent
 * @throws {MessageError} when something has another type: where, and which
 */
export function readShape<const Of extends Shape>(value: unknown, shape: Of, path = ""): Shaped<Of> {
  const wrong = wrongType(value, shape, path);
  if (wrong !== undefined) throw new MessageError(wrong);
  return value as Shaped<Of>;
}

function wrongType(value: unknown, shape: Shape, path: string): Message | undefined {
  const wanted = TYPES[typeof shape === "string" ? shape : isList(shape) ? "array" : "object"];
  const given = TYPES[typeOf(value)];
  if (given !== wanted) {
    return path === ""
      ? msg`what is sent needs to be ${wanted}, not ${given}`
      : msg`"${path}" needs to be ${wanted}, not ${given}`;
  }
  for (const [name, each, inner] of parts(value, shape)) {
    const wrong = wrongType(each, inner, typeof name === "number" ? `${path}[${name}]` : below(path, name));
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function below(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** The values in a value of that shape, with their names and shapes. */
function* parts(value: unknown, shape: Shape): Generator<readonly [string | number, unknown, Shape]> {
  if (typeof shape === "string") return;
  if (isList(shape)) {
    for (const [index, each] of (value as unknown[]).entries()) yield [index, each, shape[0]];
    return;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  for (const [name, inner] of Object.entries(shape)) {
    if (Object.hasOwn(fields, name)) yield [name, fields[name], inner];
  }
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

type JsonType = keyof typeof TYPES;

function typeOf(value: unknown): JsonType {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value as JsonType;
}

const TYPES = {
  string: msg`a string`,
  number: msg`a number`,
  boolean: msg`true or false`,
  array: msg`a list`,
  object: msg`an object`,
  null: msg`null`,
};
