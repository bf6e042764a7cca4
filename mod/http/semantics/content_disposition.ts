import { portableName } from "../../fs/file_name.ts";

/**
 * A Content-Disposition with a name in any script (RFC 6266, RFC 8187): a plain ASCII name for old
 * clients, and the exact one next to it if they differ.
 *
 * @param kind `inline` to show, `attachment` to save
 * @param name the file's name, one path element
 */
export function contentDisposition(kind: "inline" | "attachment", name: string): string {
  const letters = name.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\x20-\x7e]|["\\%]/g, "_");
  // Wide letters become plain ones, and may then be a device's name, or a slash.
  const plain = portableName(letters) ?? "";
  const quoted = `${kind}; filename="${plain}"`;
  return plain === name ? quoted : `${quoted}; filename*=UTF-8''${extended(name)}`;
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
