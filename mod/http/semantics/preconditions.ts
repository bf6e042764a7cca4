import type { Fields } from "../wire/request_head.ts";
import { parseTags, sameTag } from "./entity_tag.ts";
import { parseHttpDate } from "./http_date.ts";

/**
 * What the preconditions are compared with; with an `undefined` tag, the resource does not exist.
 */
export interface Validators {
  readonly tag: string | undefined;
  /** Milliseconds since 1970. */
  readonly modified?: number;
}

/**
 * Evaluates the preconditions of a request in the order of RFC 9110 §13.2.2.
 *
 * @param method the request's method: GET and HEAD get 304 where others get 412
 * @param fields the request's fields
 * @param current the resource as it is now
 * @returns 304 or 412 to answer with that, undefined to go on
 */
export function preconditionStatus(
  method: string,
  fields: Fields,
  current: Validators,
): 304 | 412 | undefined {
  const reads = method === "GET" || method === "HEAD";
  if (!matchHolds(fields, current)) return 412;
  const none = fields.get("if-none-match");
  if (none !== undefined) return anyTag(none, current, "weak") ? (reads ? 304 : 412) : undefined;
  const since = reads ? date(fields.get("if-modified-since")) : undefined;
  return since !== undefined && seconds(current) <= since ? 304 : undefined;
}

/**
 * Whether a Range may be honoured: there is no If-Range, or it names exactly what we have (RFC 9110 §13.1.5).
 */
export function ifRangeHolds(value: string | undefined, current: Validators): boolean {
  if (value === undefined) return true;
  if (current.tag === undefined) return false;
  if (/^(W\/)?"/.test(value)) return sameTag(value, current.tag, "strong");
  const wanted = date(value);
  return wanted !== undefined && wanted === seconds(current) && !current.tag.startsWith("W/");
}

function matchHolds(fields: Fields, current: Validators): boolean {
  const match = fields.get("if-match");
  if (match !== undefined) return anyTag(match, current, "strong");
  const since = date(fields.get("if-unmodified-since"));
  return since === undefined || current.tag === undefined || seconds(current) <= since;
}

function anyTag(list: string, current: Validators, comparison: "strong" | "weak"): boolean {
  const tags = parseTags(list);
  const tag = current.tag;
  if (tags === undefined || tag === undefined) return false;
  return tags === "*" || tags.some((one) => sameTag(one, tag, comparison));
}

function date(value: string | undefined): number | undefined {
  return value === undefined ? undefined : parseHttpDate(value);
}

function seconds(current: Validators): number {
  return Math.floor((current.modified ?? 0) / 1000) * 1000;
}
