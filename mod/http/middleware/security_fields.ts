import { type Field, HttpError } from "../wire/http_error.ts";
import type { HttpHandler } from "../wire/message.ts";

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
  return async (request) => {
    try {
      const reply = await next(request);
      return { ...reply, fields: withOurs(reply.fields) };
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      throw new HttpError(error.status, error.sentence, withOurs(error.headers), error.close);
    }
  };
}

function withOurs(fields: readonly Field[]): Field[] {
  return [...fields, ...FIELDS.filter(([ours]) => !fields.some(([name]) => name === ours))];
}
