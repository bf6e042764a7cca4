import { portableName } from "../../fs/file_name.ts";
import { replaceUnsafe } from "../../io/visible_text.ts";

/**
 * A Content-Disposition with a name in any script (RFC 6266, RFC 8187): a plain ASCII name for old
 * clients, and the exact one next to it if they differ.
 *
 * @param kind `inline` to show, `attachment` to save
 * @param name the file's name, one path element
 * @param plain what the plain name is in: `utf-8`, a character for each byte, is against the advice of RFC 6266
 *   (appendix D), and for clients that know no other
 */
export function contentDisposition(
  kind: "inline" | "attachment",
  name: string,
  plain: "ascii" | "utf-8" = "ascii",
): string {
  if (PLAIN.test(name)) return `${kind}; filename="${name}"`;
  const told = plain === "utf-8" ? utf8Name(name) : asciiName(name);
  const quoted = `${kind}; filename="${told}"`;
  return told === name ? quoted : `${quoted}; filename*=UTF-8''${extended(name)}`;
}

/** Most names: both plain ones are the name itself. */
const PLAIN = /^[\w .,()+-]+$/;

function asciiName(name: string): string {
  const letters = name.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\x20-\x7e]|["\\%]/g, "_");
  // Wide letters become plain ones, and may then be a device's name, or a slash.
  return portableName(letters) ?? "";
}

function utf8Name(name: string): string {
  const bytes = new TextEncoder().encode(replaceUnsafe(name, "_").replace(/["\\]/g, "_"));
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

/**
 * The file name in a Content-Disposition.
 *
 * @returns the extended name if there is one that can be decoded, else the plain one, else undefined
 */
export function dispositionName(value: string): string | undefined {
  const coded = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(value)?.[1];
  const exact = coded === undefined ? undefined : decoded(coded);
  if (exact !== undefined) return exact;
  const quoted = /;\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"/is.exec(value)?.[1];
  if (quoted !== undefined) return quoted.replace(/\\(.)/gs, "$1");
  return /;\s*filename\s*=\s*([^\s";]+)/i.exec(value)?.[1];
}

function extended(name: string): string {
  return encodeURIComponent(name.toWellFormed())
    .replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // not UTF-8: the plain name will do
  }
}
