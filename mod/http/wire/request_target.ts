import { HttpError } from "./http_error.ts";

/**
 * Splits a request target into path and query (RFC 9112 §3.2).
 *
 * @param target as received: `/a%20b?x=1`, `http://host/a`, or `*` with OPTIONS
 * @throws HttpError 400 for anything else, `CONNECT`'s among it
 */
export function requestTarget(target: string, method: string): { path: string; query: URLSearchParams } {
  if (target === "*" && method === "OPTIONS") return { path: "*", query: new URLSearchParams() };
  const origin = /^https?:\/\/[^/?]+(.*)$/i.exec(target)?.[1] ?? target;
  const rooted = /^(\?|$)/.test(origin) ? `/${origin}` : origin;
  if (!rooted.startsWith("/")) throw new HttpError(400, "The address is not a path");
  const cut = rooted.indexOf("?");
  if (cut === -1) return { path: rooted, query: new URLSearchParams() };
  return { path: rooted.slice(0, cut), query: new URLSearchParams(rooted.slice(cut + 1)) };
}
