import { msg } from "../../../i18n/message.ts";
import { type DecodedPath, decodePath } from "../decode_path.ts";
import { HttpError } from "../../wire/http_error.ts";
import type { HttpRequest } from "../../wire/message.ts";
import { requestTarget } from "../../wire/request_target.ts";

/**
 * Where something is to be moved or copied to: the field Destination (RFC 4918 §10.3), a whole address or a
 * path.
 *
 * @throws HttpError 400 without one, 502 for another server
 */
export function destination(request: HttpRequest): DecodedPath {
  const place = request.fields.get("destination");
  if (place === undefined) throw new HttpError(400, msg`A Destination field has to say where to`);
  return placeHere(place, request);
}

/**
 * An address in a field of a request, as a path here.
 *
 * @throws HttpError 400 when it is none, 502 for another server, or what is not below our prefix
 */
export function placeHere(place: string, request: HttpRequest): DecodedPath {
  if (/[^\x21-\x7e\x80-\xff]|#/.test(place)) throw new HttpError(400, msg`The address is not a path`);
  // Only our own page says it so: below whatever path a proxy shows us, that leads to the same place.
  if (/^\.\.?\//.test(place)) return decodePath(request.path.replace(/[^/]*$/, "") + place);
  const { path, authority } = requestTarget(place, request.method);
  if (authority !== undefined && !ownAuthorities(request).includes(plainAuthority(authority))) {
    throw elsewhere();
  }
  const prefix = addressPrefix(request);
  if (prefix !== "" && !path.startsWith(`${prefix}/`)) throw elsewhere();
  return decodePath(path.slice(prefix.length));
}

/** The path below which the sender of a request sees us, without a slash at its end. */
export function addressPrefix({ forwarded, prefix = "" }: HttpRequest): string {
  return (forwarded?.prefix ?? "") + prefix;
}

/** Overwrite (RFC 4918 §10.6): unless it is `F`, what is there may be replaced. */
export function mayOverwrite({ fields }: HttpRequest): boolean {
  return fields.get("overwrite")?.toUpperCase() !== "F";
}

function ownAuthorities({ authority, forwarded }: HttpRequest): string[] {
  return [authority, forwarded?.authority ?? authority].map(plainAuthority);
}

/** Either scheme's own port goes without saying; which one that is, a proxy may keep to itself. */
function plainAuthority(authority: string): string {
  return authority.toLowerCase().replace(/^.*@/, "").replace(/:(80|443)$/, "");
}

function elsewhere(): HttpError {
  return new HttpError(502, msg`The Destination is not on this server`);
}
