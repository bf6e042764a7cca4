import { msg } from "../../i18n/message.ts";
import { HttpError } from "./http_error.ts";

/** The parts of a request target. */
export interface RequestTarget {
  readonly path: string;
  readonly query: URLSearchParams;
  /** The query as it was sent, with its `?`; empty when there is none. */
  readonly search: string;
  /** Only for an absolute address: then this counts, and `Host` does not (RFC 9112 §3.2.2). */
  readonly authority?: string;
}

/**
 * Splits a request target into its parts (RFC 9112 §3.2).
 *
 * @param target as received: `/a%20b?x=1`, `http://host/a`, or `*` with OPTIONS
 * @throws HttpError 400 for anything else, including the target of `CONNECT`
 */
export function requestTarget(target: string, method: string): RequestTarget {
  if (target === "*" && method === "OPTIONS") {
    return { path: "*", query: NO_QUERY, search: "" };
  }
  const [, authority, origin = target] = /^https?:\/\/([^/?]+)(.*)$/i.exec(target) ?? [];
  const rooted = /^(\?|$)/.test(origin) ? `/${origin}` : origin;
  if (!rooted.startsWith("/")) throw new HttpError(400, msg`The address is not a path`);
  const cut = rooted.indexOf("?");
  const path = cut === -1 ? rooted : rooted.slice(0, cut);
  const search = cut === -1 ? "" : rooted.slice(cut);
  const parts = { path, query: search === "" ? NO_QUERY : new URLSearchParams(search), search };
  return authority === undefined ? parts : { ...parts, authority };
}

/** One for all that have none, as most do; nobody changes a query. */
const NO_QUERY = new URLSearchParams();
