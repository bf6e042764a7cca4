import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { HttpError } from "../wire/http_error.ts";
import type { HttpHandler } from "../wire/message.ts";

/**
 * Reads the path below which a server is to be found.
 *
 * @returns it with a slash in front and none at its end
 * @throws {MessageError} with words that fit after the name of an option
 */
export function parsePathPrefix(typed: string): string {
  const names = typed.split("/").filter((name) => name !== "");
  if (names.length > 0 && names.every((name) => /^[\w~.-]+$/.test(name) && !/^\.\.?$/.test(name))) {
    return `/${names.join("/")}`;
  }
  throw new MessageError(msg`needs a path such as /files, not "${typed}"`);
}

/**
 * Shows a handler its requests without the beginning of their path, for proxies that pass it on as it is.
 * What does not begin so is not here.
 *
 * @param prefix as {@linkcode parsePathPrefix} returns it; empty: none
 */
export function withPathPrefix(next: HttpHandler, prefix: string): HttpHandler {
  if (prefix === "") return next;
  const names = prefix.slice(1).split("/");
  return async (request) => {
    if (request.path === "*") return await next(request);
    const parts = request.path.replace(/^\/+/, "").split("/");
    if (!names.every((name, at) => name === plain(parts[at] ?? ""))) {
      throw new HttpError(404, msg`There is nothing here`);
    }
    if (parts.length > names.length) {
      return await next({ ...request, path: `/${parts.slice(names.length).join("/")}`, prefix });
    }
    // Relative addresses in our pages need the slash.
    const place = `./${names.at(-1)!}/${request.search}`;
    return { status: 301, fields: [["location", place], ["cache-control", "no-cache"]] };
  };
}

/** Letters may be written with a percent sign, too (RFC 3986 §6.2.2.2). */
function plain(part: string): string {
  return part.replace(/%([2-7][0-9a-f])/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
}
