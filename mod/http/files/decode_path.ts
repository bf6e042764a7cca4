import { msg } from "../../i18n/message.ts";
import { HttpError } from "../wire/http_error.ts";

/** A request path as names to look up below the served folder. */
export interface DecodedPath {
  /**
   * The names; never empty, `.` or `..`, never with a slash or a NUL in them. Other names that the
   * folder does not show are simply not found there (`mod/fs/file_name.ts`).
   */
  readonly names: readonly string[];
  /** The path ended in `/` or `/.`: a folder is meant. */
  readonly folder: boolean;
}

/**
 * Decodes the path of a request. Decoding is done once, name by name, after the path was split, so
 * an encoded slash is a character in a name (which no file has) and never a separator.
 *
 * @param path as sent: percent signs, raw bytes as ISO 8859-1 characters
 * @throws HttpError 400 when the bytes are not UTF-8, 404 for impossible names
 */
export function decodePath(path: string): DecodedPath {
  const parts = path.split("/").map(decodeName);
  const names = parts.filter((name) => !isHere(name));
  if (names.some(isImpossible)) throw new HttpError(404, msg`There is nothing here`);
  return { names, folder: isHere(parts.at(-1)!) };
}

/** Percent-encodes names into a path: the opposite of {@linkcode decodePath}. */
export function encodePath(names: readonly string[], folder: boolean): string {
  const path = names.map((name) => `/${encodeName(name)}`).join("");
  return folder ? `${path}/` : path;
}

/** One name as a relative address: nothing in it is taken for a scheme, a query or a quote. */
export function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replaceAll("'", "%27");
}

/** Neither percent-encoded nor beyond ASCII. */
const PLAIN = /^[\x20-\x24\x26-\x7e]*$/;

/** An empty name, or the folder itself (RFC 3986 §6.2.2.3). */
function isHere(name: string): boolean {
  return name === "" || name === ".";
}

/** A name that would mean more than a name. */
function isImpossible(name: string): boolean {
  return name === ".." || /[\0/]/.test(name);
}

function decodeName(part: string): string {
  if (PLAIN.test(part)) return part;
  const bytes = new Uint8Array(part.length);
  let length = 0;
  for (let at = 0; at < part.length; at++) {
    const coded = part[at] === "%" ? /^[0-9a-f]{2}$/i.exec(part.slice(at + 1, at + 3))?.[0] : undefined;
    if (part[at] === "%" && coded === undefined) {
      throw new HttpError(400, msg`The address has a broken percent sign`);
    }
    bytes[length++] = coded === undefined ? part.charCodeAt(at) : parseInt(coded, 16);
    if (coded !== undefined) at += 2;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, length));
  } catch {
    throw new HttpError(400, msg`The address is not UTF-8`);
  }
}
