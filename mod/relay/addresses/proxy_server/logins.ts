import { sameSecret } from "../../../net/same_secret.ts";
import type { Options } from "../../options/options.ts";
import { RelayError } from "../../relay_endpoint.ts";
import { readListFile } from "../inet/list_entries.ts";

/** Checks a name and a password; undefined: nobody has to log in. */
export type Logins = ((user: string, password: string) => boolean) | undefined;

/**
 * Reads `auth=user:password` and the file of `auth-file=`, which has one `user:password` a line; a line that
 * begins with `#` is a comment.
 *
 * @throws {RelayError} that repeats no password
 */
export function readLogins(options: Options): Logins {
  const typed = options.text("auth");
  const file = options.text("auth-file");
  if (typed === undefined && file === undefined) return undefined;
  const known = [
    ...typed === undefined ? [] : [checked(typed, 'option "auth"')],
    ...file === undefined ? [] : fromFile(file),
  ];
  return (user, password) => {
    // All of them are compared, so that the time does not show which one came close.
    const given = `${user}:${password}`;
    return known.map((each) => sameSecret(given, each)).includes(true);
  };
}

function fromFile(path: string): string[] {
  const lines = readListFile("auth-file", path).split(/\r?\n/)
    .map((text, index) => ({ text, where: `auth-file "${path}", line ${index + 1}` }))
    .filter(({ text }) => text.trim() !== "" && !text.startsWith("#"))
    .map(({ text, where }) => checked(text, where));
  if (lines.length === 0) throw new RelayError(`auth-file "${path}": nobody could log in`);
  return lines;
}

/** SOCKS5 has 255 bytes for each, and neither may be empty (RFC 1929). */
function checked(login: string, where: string): string {
  const colon = login.indexOf(":");
  const [user, password] = [login.slice(0, Math.max(0, colon)), login.slice(colon + 1)];
  const fits = [user, password].every((part) => {
    const { length } = new TextEncoder().encode(part);
    return length > 0 && length < 256;
  });
  if (colon < 1 || !fits) {
    throw new RelayError(`${where}: user:password is wanted, each of 1 to 255 bytes`);
  }
  return login;
}
