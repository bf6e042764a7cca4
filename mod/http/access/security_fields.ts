import { type Field, HttpError } from "../wire/http_error.ts";
import type { Site } from "../wire/message.ts";

const FIELDS: readonly Field[] = [
  ["x-content-type-options", "nosniff"],
  // Not "no-referrer": that would hide from ourselves which page a form was sent from.
  ["referrer-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
];

/** Adds to every reply what keeps a browser from guessing types, telling addresses on, and lending our files to other sites. */
export function withSecurityFields(site: Site): Site {
  return async (request) => {
    try {
      const reply = await site(request);
      return { ...reply, fields: [...reply.fields, ...FIELDS] };
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      throw new HttpError(error.status, error.message, [...error.headers, ...FIELDS], error.close);
    }
  };
}
