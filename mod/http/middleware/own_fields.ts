import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { type Field, HttpError } from "../wire/http_error.ts";
import type { HttpHandler } from "../wire/message.ts";

/**
 * Fields that tell how a message is framed, or what is in it: only the one who sends it knows (RFC 9110 §7.6.1
 * and §8; RFC 9112 §6 and §9).
 */
const OURS = [
  ...["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"],
  ...["content-length", "content-encoding", "content-range", "content-type", "content-location"],
  ...["accept-ranges", "date", "etag", "last-modified", "location", "proxy-authenticate", "www-authenticate"],
];
/** Policies of our own pages, and of what strangers have put here, which nothing may weaken. */
const KEPT = ["content-security-policy", "x-frame-options"];

/**
 * Reads a field that the owner of a server wants its replies to have: `Name: value`.
 *
 * @throws {MessageError} with words that fit after the name of an option
 */
export function parseOwnField(typed: string): Field {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*(.*?)[ \t]*$/s.exec(typed) ?? [];
  if (name === undefined || value === undefined || !/^[\t\x20-\x7e\xa0-\xff]*$/.test(value)) {
    throw new MessageError(msg`needs a header such as "Name: value", not "${typed}"`);
  }
  if (!OURS.includes(name.toLowerCase())) return [name.toLowerCase(), value];
  throw new MessageError(msg`cannot set ${name}: the server itself knows what belongs there`);
}

/**
 * Adds fields to every reply, errors included. They take the place of ours with the same name, except
 * for `Vary`, which is the sum of all, and for the policies that a page of ours comes with.
 */
export function withOwnFields(next: HttpHandler, own: readonly Field[]): HttpHandler {
  if (own.length === 0) return next;
  const names = new Set(own.map(([name]) => name));
  const merged = (fields: readonly Field[]): Field[] => {
    const stays = ([name]: Field) => !names.has(name) || name === "vary" || KEPT.includes(name);
    const kept = fields.filter(stays);
    const taken = (name: string) => KEPT.includes(name) && kept.some(([each]) => each === name);
    return [...kept, ...own.filter(([name]) => !taken(name))];
  };
  return async (request) => {
    try {
      const reply = await next(request);
      return reply.status === 101 ? reply : { ...reply, fields: merged(reply.fields) };
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      throw new HttpError(error.status, error.sentence, merged(error.headers), error.close);
    }
  };
}
