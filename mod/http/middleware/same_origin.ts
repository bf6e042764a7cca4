import type { HttpRequest } from "../wire/message.ts";

/**
 * Whether a page of another site makes its reader's browser send this (Fetch Metadata; RFC 6454). A
 * client that is not a browser sends neither field, and is no danger to a browser's user.
 */
export function isFromElsewhere(request: HttpRequest): boolean {
  const site = request.fields.get("sec-fetch-site");
  return site === undefined ? hasForeignOrigin(request) : site !== "same-origin" && site !== "none";
}

/**
 * Whether the page that sends this is of another origin, going by `Origin` alone. The scheme counts
 * if a trusted proxy reports it: any other proxy may speak TLS in front of us without saying so.
 */
export function hasForeignOrigin({ fields, authority, forwarded }: HttpRequest): boolean {
  const origin = fields.get("origin");
  if (origin === undefined) return false;
  const [, scheme, host] = /^(https?):\/\/([^/]+)$/.exec(origin.toLowerCase()) ?? [];
  if (scheme === undefined || forwarded?.scheme !== undefined && forwarded.scheme !== scheme) return true;
  const own = (forwarded?.authority ?? authority).toLowerCase();
  return host !== own.replace(scheme === "https" ? /:443$/ : /:80$/, "");
}
