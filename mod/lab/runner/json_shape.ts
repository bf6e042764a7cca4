import { type MessageValue, msg, prefixed } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";

/**
 * The shapes that a piece of JSON can be required to have; each throws a {@linkcode MessageError}
 * that names the place of the mistake.
 */

/** An object. */
export function requireObject(value: unknown, place: MessageValue): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new MessageError(msg`${place} needs to be an object`);
}

/** A list. */
export function requireList(value: unknown, place: MessageValue): unknown[] {
  if (Array.isArray(value)) return value;
  throw new MessageError(msg`${place} needs to be a list`);
}

/** A text. */
export function requireText(value: unknown, place: MessageValue): void {
  if (typeof value !== "string") throw new MessageError(msg`${place} needs to be a text`);
}

/** Texts, those that are there. */
export function requireTexts(
  value: Record<string, unknown>,
  names: readonly string[],
  place: MessageValue,
): void {
  for (const name of names) if (value[name] !== undefined) requireText(value[name], prefixed(place, name));
}

/** Whole numbers from 0, those that are there. */
export function requireNumbers(
  value: Record<string, unknown>,
  names: readonly string[],
  place: MessageValue,
): void {
  for (const name of names) {
    if (value[name] === undefined || (Number.isInteger(value[name]) && Number(value[name]) >= 0)) continue;
    throw new MessageError(msg`${place}: ${name} needs to be a number`);
  }
}

/** Only these names; those that begin with `$` or `_` are left to the author of the file. */
export function requireKeys(
  value: Record<string, unknown>,
  names: readonly string[],
  place: MessageValue,
): void {
  const other = Object.keys(value).find((name) => !names.includes(name) && !/^[$_]/.test(name));
  if (other !== undefined) {
    throw new MessageError(msg`${place} has no "${other}"; it may have ${names.join(", ")}`);
  }
}
