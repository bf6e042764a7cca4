import { msg } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import { endpoint, type Positional, words } from "../../mod/cli/positional.ts";

/** Where files come from: a server of the exercises with names, or the web. */
export type FetchSource =
  | { readonly kind: "raw"; readonly server: { hostname: string; port: number }; readonly names: string[] }
  | { readonly kind: "urls"; readonly urls: string[] };

/** `HOST PORT NAME…`, or `URL…`. */
export function fetchSource(): Positional<FetchSource> {
  const server = endpoint();
  const names = words("NAME", "file to fetch");
  return {
    usage: "HOST PORT NAME… | URL…",
    help:
      "server and files, as the server names them (HOST:PORT and [::1]:PORT are understood, too), or addresses of the web",
    take(left) {
      if (left.length === 0) {
        throw new MessageError(msg`a server with the name of a file (HOST PORT NAME), or a URL, is missing`);
      }
      refuseOtherSchemes(left[0]);
      if (!isUrl(left[0])) return { kind: "raw", server: server.take(left), names: names.take(left) };
      const urls = left.splice(0);
      const other = urls.find((url) => !isUrl(url));
      if (other !== undefined) {
        throw new MessageError(msg`"${other}" is not a URL, and they cannot be mixed with names`);
      }
      return { kind: "urls", urls };
    },
  };
}

/** @throws MessageError when a word begins as an address does, and is none that can be asked */
export function refuseOtherSchemes(text: string | undefined): void {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text ?? "")?.[1];
  if (scheme === undefined || isUrl(text)) return;
  throw /^https?$/i.test(scheme)
    ? new MessageError(msg`"${text!}" cannot be read as a URL`)
    : new MessageError(msg`"${text!}" begins with ${scheme}://; only http:// and https:// are known`);
}

/** Whether this is an address of the web that can be read. */
export function isUrl(text: string | undefined): boolean {
  return text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text);
}
