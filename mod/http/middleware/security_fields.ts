import { type Field, HttpError } from "../wire/http_error.ts";
import { answerOf, type HttpHandler, type HttpReply } from "../wire/message.ts";

const FIELDS: readonly Field[] = [
  ["x-content-type-options", "nosniff"],
  // Not "no-referrer": that would hide from ourselves which page a form was sent from.
  ["referrer-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
];

/**
 * Adds fields to every reply that keep a browser from guessing types, passing addresses on, and
 * lending our files to other sites. Fields that a page sets itself are kept.
 */
export function withSecurityFields(next: HttpHandler): HttpHandler {
  return (request) => answerOf(next, request).then(secured, refused);
}

function secured(reply: HttpReply): HttpReply {
  return { ...reply, fields: withOurs(reply.fields) };
}

function refused(error: unknown): never {
  if (!(error instanceof HttpError)) throw error;
  throw new HttpError(error.status, error.sentence, withOurs(error.headers), error.close);
}

function withOurs(fields: readonly Field[]): readonly Field[] {
  const isSet = FIELDS.some(([name]) => has(fields, name));
  return fields.concat(isSet ? FIELDS.filter(([name]) => !has(fields, name)) : FIELDS);
}

function has(fields: readonly Field[], name: string): boolean {
  for (const field of fields) if (field[0] === name) return true;
  return false;
}
