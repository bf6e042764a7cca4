/*
Pages of other origins, and what they may do here (CORS, Fetch Standard §3.2).

A browser keeps the pages of one site from reading the files of another, and so do we keep them from
writing. Who wants a page somewhere else to fetch from this server, or to send to it, says so, and for
which origins:

- for any (`*`), without credentials: a browser that knows the password of this server must not lend it
  to every page. A page that knows it by itself may send it;
- for some, with credentials: those pages may do what their reader may do.

A picture in a page carries no origin. So what is here may be shown on any page as soon as pages of some
other origin may fetch: Cross-Origin-Resource-Policy knows no list.
*/

import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { type Field, HttpError } from "../wire/http_error.ts";
import type { HttpHandler, HttpReply, HttpRequest } from "../wire/message.ts";
import type { Fields } from "../wire/request_head.ts";

/** The origins whose pages may use a server: `*` for any, or `https://example.org`, in small letters. */
export type SharedOrigins = readonly string[];

/** How long a browser may go by what it was told, seconds. */
const MAX_AGE = "600";
/** Of what is not shown to a page unless it is named: ranges, tags, names, and what tus needs. */
const EXPOSED = [
  ...[
    "Accept-Ranges",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Location",
    "Content-Range",
    "ETag",
    "Repr-Digest",
  ],
  ...["Location", "Retry-After", "Tus-Extension", "Tus-Max-Size", "Tus-Resumable", "Tus-Version"],
  ...["Upload-Length", "Upload-Offset", "DAV", "Lock-Token", "Undo", "Name-Taken"],
].join(", ");
const METHODS = "GET, HEAD, PUT, POST, PATCH, DELETE, MKCOL, MOVE, COPY, PROPFIND, PROPPATCH, LOCK, UNLOCK";
const TOKENS = /^[\w!#$%&'*+.^`|~-]+(?:[ \t]*,[ \t]*[\w!#$%&'*+.^`|~-]+)*$/;

/**
 * Reads an origin: `https://example.org`, `http://localhost:3000`, `tauri://localhost`, or `*`.
 *
 * @throws {MessageError} with words that fit after the name of an option
 */
export function parseOrigin(typed: string): string {
  if (typed === "*") return typed;
  const [, origin] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#@\s\\,*]+)\/?$/i.exec(typed) ?? [];
  if (origin === undefined || !URL.canParse(origin)) {
    throw new MessageError(msg`needs an origin such as https://example.org, not "${typed}"`);
  }
  // A browser leaves out the port that is the scheme's own.
  return /^https?:/i.test(origin) ? new URL(origin).origin : origin.toLowerCase();
}

/**
 * Lets pages of these origins read what a handler answers, its errors too, and answers the question
 * that browsers ask beforehand (preflight), for which they have no password.
 *
 * @param origins undefined: none but our own
 */
export function withCors(next: HttpHandler, origins: SharedOrigins | undefined): HttpHandler {
  if (origins === undefined) return next;
  return async (request) => {
    const fields = fieldsFor(request.fields, origins);
    if (isPreflight(request) && isShared(request.fields, origins)) return preflight(request, fields);
    try {
      const reply = await next(request);
      return { ...reply, fields: [...reply.fields, ...fields] };
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      throw new HttpError(error.status, error.sentence, [...error.headers, ...fields], error.close);
    }
  };
}

/**
 * Whether a page of another origin may write with this request. What a browser asks about beforehand it
 * has been told; a form it sends right away, with the password that it knows or in the session of whoever has signed in,
 * so such a form counts only from origins that were named.
 */
export function mayWriteFromElsewhere(
  { method, fields, user }: HttpRequest,
  origins: SharedOrigins,
): boolean {
  const origin = fields.get("origin");
  if (origin === undefined) return false;
  if (origins.includes(origin.toLowerCase())) return true;
  const unasked = method === "POST" && !fields.has("tus-resumable") && !fields.has("upload-length");
  return origins.includes("*") && !(unasked && (fields.has("authorization") || user !== undefined));
}

function isShared(fields: Fields, origins: SharedOrigins): boolean {
  const origin = fields.get("origin");
  return origin !== undefined && (origins.includes("*") || origins.includes(origin.toLowerCase()));
}

function fieldsFor(fields: Fields, origins: SharedOrigins): Field[] {
  const named = origins.filter((origin) => origin !== "*");
  const origin = fields.get("origin");
  const always: Field[] = [
    ["cross-origin-resource-policy", "cross-origin"],
    ...(named.length > 0 ? [["vary", "Origin"]] as Field[] : []),
  ];
  if (!isShared(fields, origins) && !origins.includes("*")) return always;
  const own = origin !== undefined && named.includes(origin.toLowerCase());
  return [
    ...always,
    ["access-control-allow-origin", own ? origin : "*"],
    ...(own ? [["access-control-allow-credentials", "true"]] as Field[] : []),
    ["access-control-expose-headers", EXPOSED],
  ];
}

function isPreflight({ method, fields }: HttpRequest): boolean {
  return method === "OPTIONS" && fields.has("access-control-request-method");
}

function preflight({ fields }: HttpRequest, shared: readonly Field[]): HttpReply {
  const wanted = fields.get("access-control-request-headers") ?? "";
  return {
    status: 204,
    fields: [
      ...shared.filter(([name]) => name !== "access-control-expose-headers" && name !== "vary"),
      ["access-control-allow-methods", METHODS],
      ...(TOKENS.test(wanted) ? [["access-control-allow-headers", wanted]] as Field[] : []),
      ["access-control-max-age", MAX_AGE],
      ["vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"],
    ],
  };
}
