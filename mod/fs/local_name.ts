import { DEVICE } from "./served_name.ts";

/*
What a name that somebody else made up becomes on this disk. Two callers ask: a server that was
sent a file, and respects its owner's wish about dots (`localName`); and a client whose server
chose the name, which nobody here has ever seen (`savedName`).
*/

/**
 * The bare name in a name that a stranger gave: its last part, with either kind of slash, without
 * anything that controls a terminal or has a meaning for a file system.
 *
 * @returns `undefined` when nothing is left of it, as with `..` or `a/`.
 */
export function localName(requested: string): string | undefined {
  const last = requested.split(/[/\\]/).at(-1)!.toWellFormed();
  const name = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "_").replace(/^[A-Za-z]:/, "")
    .replace(FORBIDDEN, "_");
  return name === "" || name === "." || name === ".." ? undefined : name;
}

/**
 * The name under which a fetched file is saved: a {@linkcode localName} that is also visible (a
 * shell, an editor or `ls` may obey or hide a file because of its first dot), that is not one of
 * the names that Windows reserves for devices, without the dots and blanks at its ends that Windows
 * drops, and short enough for a longer one to be made of it.
 *
 * @param requested the name that a server gives the file, or the name that it was asked for.
 * @returns `undefined` when nothing is left of it.
 */
export function savedName(requested: string): string | undefined {
  const name = localName(requested)?.replace(/^\s+|[\s.]+$/g, "");
  if (name === undefined || name === "") return undefined;
  const visible = (/^\./.test(name) || DEVICE.test(name) ? "_" : "") + name.replace(/^\./, "");
  return shortened(visible, NAME_LIMIT).trimEnd();
}

/**
 * The beginning of a name and its extension, in at most `limit` bytes of UTF-8; no character is
 * cut.
 *
 * @param limit bytes, more than an extension has.
 */
export function shortened(name: string, limit: number): string {
  if (encoder.encode(name).length <= limit) return name;
  const extension = /\.[^.]{1,15}$/.exec(name)?.[0] ?? "";
  const room = new Uint8Array(limit - encoder.encode(extension).length);
  const { read } = encoder.encodeInto(name, room);
  return name.slice(0, read) + extension;
}

/**
 * A colon means something else on two systems of three (a drive, a stream, a folder in the old
 * days); only Windows forbids the others.
 */
const FORBIDDEN = Deno.build.os === "windows" ? /[<>:"|?*]/g : /:/g;
/** Most file systems take 255 bytes; `.part.json` is added to it while the file is fetched. */
const NAME_LIMIT = 230;
const encoder = new TextEncoder();
