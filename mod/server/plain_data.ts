import { typeErrorOf } from "../i18n/message_error.ts";
import { msg } from "../i18n/message.ts";
/**
 * # Plain data
 *
 * What a handler is given crosses to a worker as a structured clone, to a child process as JSON, and to a
 * handler on our own loop not at all. The three agree on what JSON can say and on nothing else: a `Map` is a
 * `Map`, an empty object or the very same one. All modes are therefore given a copy of what all of them can
 * carry, and anything else is refused with its place, before anything listens.
 */

/**
 * A copy of plain data: `null`, booleans, finite numbers, strings, and arrays and plain objects of them.
 * Members that are `undefined` are left out.
 *
 * @param name what the value is called in errors.
 * @throws {TypeError} for anything else, with its path.
 */
export function copyPlainData(name: string, value: unknown): unknown {
  return copy(value, name, []);
}

/** The objects on the way down to a value, each with its path. */
type Way = readonly { readonly value: object; readonly path: string }[];

function copy(value: unknown, path: string, way: Way): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value + 0; // JSON has no -0
  if (typeof value !== "object") throw notPlain(path, isNamed(value) ? `a ${typeof value}` : String(value));
  const kind = kindOf(value);
  if (kind !== undefined) throw notPlain(path, kind);
  const same = way.find((each) => each.value === value);
  if (same !== undefined) throw notPlain(path, `${same.path}, which contains it`);
  if (way.length === DEEPEST) throw notPlain(way[0]!.path, `nested more than ${DEEPEST} levels deep`);
  const further = [...way, { value, path }];
  if (Array.isArray(value)) return Array.from(value, (each, at) => copy(each, `${path}[${at}]`, further));
  const members: [string, unknown][] = [];
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key === "symbol") throw notPlain(path, `an object with the key ${String(key)}`);
    const member = (value as Record<string, unknown>)[key];
    if (member !== undefined) members.push([key, copy(member, memberPath(path, key), further)]);
  }
  return Object.fromEntries(members);
}

/** What an object is, unless it is an array or a plain object. */
function kindOf(value: object): string | undefined {
  const prototype = Object.getPrototypeOf(value);
  if (Array.isArray(value) ? prototype === Array.prototype : isPlainPrototype(prototype)) return undefined;
  const name: unknown = prototype?.constructor?.name;
  return typeof name === "string" && name !== ""
    ? `an instance of ${name}`
    : "an object that inherits from another";
}

function isPlainPrototype(prototype: unknown): boolean {
  return prototype === null || prototype === Object.prototype;
}

/** Whether the type says more of a value than the value itself. */
function isNamed(value: unknown): boolean {
  return typeof value === "function" || typeof value === "symbol" || typeof value === "bigint";
}

function memberPath(path: string, key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key)
    ? `${path}.${key}`
    : `${path}[${JSON.stringify(key)}]`;
}

function notPlain(path: string, kind: string): TypeError {
  return typeErrorOf(
    msg`Cannot serve: ${path} is ${kind}; options are plain data: null, booleans, finite numbers, strings, arrays and plain objects`,
  );
}

/** Far below what JSON and structured clones manage before they run out of stack. */
const DEEPEST = 100;
