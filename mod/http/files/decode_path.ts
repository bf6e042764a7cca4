import { msg } from "../../i18n/message.ts";
import { HttpError } from "../wire/http_error.ts";

/** A request path as names to look up below the served folder. */
export interface DecodedPath {
  /**
   * The names; never empty, `.` or `..`, never with a slash or a NUL in them. Other names that the
   * folder does not show are simply not found there (`mod/fs/file_name.ts`).
   */
  readonly names: readonly string[];
  /** The path ended in `/`, `/.` or `/..`: a folder is meant. */
  readonly folder: boolean;
  /**
   * From the path, as the client has it, to the served folder: `../` as often as it takes, or `./`. It
   * leads there below any prefix that a proxy puts in front.
   */
  readonly toRoot: string;
  /**
   * Relative addresses in a page at this path lead to where they should. They would not with empty names
   * between others, as in `/a//b/`, nor with encoded dots.
   */
  readonly plain: boolean;
}

/**
 * Decodes the path of a request. Decoding is done once, name by name, after the path was split, so
 * an encoded slash is a character in a name (which no file has) and never a separator.
 *
 * Equal spellings are one path (RFC 3986 §6.2.2): letters that need no encoding, `.` and `..`, which
 * never lead above the root, and empty names, as many servers have it.
 *
 * @param path as sent: percent signs, raw bytes as ISO 8859-1 characters
 * @throws HttpError 400 when the bytes are not UTF-8, 404 for impossible names
 */
export function decodePath(path: string): DecodedPath {
  if (ORDINARY.test(path)) {
    const names = path.slice(1).split("/");
    return { names, folder: false, toRoot: "../".repeat(names.length - 1) || "./", plain: true };
  }
  // As a client does that resolves a relative address (RFC 3986 §5.2.4): empty names count there.
  const parts = withoutDots(path.replace(/^\/+/, "").split("/"));
  const decoded = parts.map(decodeName);
  const names = withoutDots(decoded).filter((name) => name !== "");
  if (names.some(isImpossible)) throw new HttpError(404, msg`There is nothing here`);
  return {
    names,
    folder: isEmptyOrDots(decoded.at(-1)!),
    toRoot: "../".repeat(parts.length - 1) || "./",
    plain: !decoded.slice(0, -1).some(isEmptyOrDots) && !/^\.\.?$/.test(decoded.at(-1)!),
  };
}

/** A file's, in names that need no decoding and do not begin with a dot. */
const ORDINARY = /^(?:\/[\w~-][\w.~-]*)+$/;

/** The parts of a path without `.` and `..`; where the last was one of them, the last is empty. */
function withoutDots(parts: readonly string[]): string[] {
  const rest: string[] = [];
  for (const part of parts) {
    if (part === "..") rest.pop();
    else if (part !== ".") rest.push(part);
  }
  return /^\.\.?$/.test(parts.at(-1)!) ? [...rest, ""] : rest;
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

/**
 * From the address of a folder, with or without its slash, to a place in it: relative, because a proxy may
 * show us below any path.
 *
 * @param place a name that is encoded already, or a query
 */
export function placeIn({ names, folder }: Pick<DecodedPath, "names" | "folder">, place: string): string {
  return folder || names.length === 0 ? `./${place}` : `./${encodeName(names.at(-1)!)}/${place}`;
}

/** Neither percent-encoded nor beyond ASCII. */
const PLAIN = /^[\x20-\x24\x26-\x7e]*$/;

/** An empty name, the folder itself, or the one above. */
function isEmptyOrDots(name: string): boolean {
  return /^\.{0,2}$/.test(name);
}

/** A name that would mean more than a name. */
function isImpossible(name: string): boolean {
  return /[\0/]/.test(name);
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
