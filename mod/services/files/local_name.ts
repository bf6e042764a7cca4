/**
 * The name under which a received file is saved: the last part of the name that was asked for, whatever kind of slashes it
 * has, with nothing in it that steers a terminal or means something to a file system.
 *
 * @returns `undefined` when nothing is left of it, as with `..` or `a/`.
 */
export function localName(requested: string): string | undefined {
  const last = requested.split(/[/\\]/).at(-1)!;
  const name = last.replace(/[\p{Cc}\p{Cf}]/gu, "_").replace(/^[A-Za-z]:/, "").replace(FORBIDDEN, "_");
  return name === "" || name === "." || name === ".." ? undefined : name;
}

/** A colon leads elsewhere on two systems of three (a drive, a stream, a folder of old); the others only Windows forbids. */
const FORBIDDEN = Deno.build.os === "windows" ? /[<>:"|?*]/g : /:/g;
