/*
# Names that mean something elsewhere

A name is plain text on one system and an order on the next. `aux.c`, `12:30.txt`, `Q: why?.txt` and
`back\slash` are files like any other on Linux. On Windows the first is a device, the second a stream
of the file `12`, the third a place on drive Q, the last a file in another folder; and dots and blanks
at the end are not there at all. macOS and Windows take `A` and `a` for one file, macOS also é in one
character and e with an accent after it. Serving, fetching, unpacking and uploading carry names from
one system to another, so each of them asks this file, and nothing else decides.

There are two questions, and each has one answer everywhere.

**May this name be asked for?** (`refusalOf`: the raw protocol, HTTP, listings, archives, shares.)
The server has the name on its disk. It is served when it names, on the *server's* system, exactly the
entry that a listing of the disk shows, and when every protocol can say it. So Linux and macOS serve
all they have except names with a line end (which ends a request), with NUL, and those that are not
UTF-8 (U+FFFD stands for the bytes that got lost, and another file could be meant). Windows refuses
also whatever its file functions take for something else than a name: devices, `:`, backslashes,
wildcards, and dots and blanks at the end. Short names such as `PROGRA~1` are a second name of a file
that may well be hidden under its first one: they are served only where the folder really lists them
(`isShortName`, `ServedFolder`). Hidden is what begins with a dot, and what the file managers hide
and obey; unfinished uploads are never shown. Both are recognized however a disk that ignores case
or invisible characters would let them be spelled.

**What does a file get called whose name comes from elsewhere?** (`portableName`: archives, shares,
uploads; `savedName`: what a client saves.) It gets a name that all three systems make, and that means
nothing else on any of them, the same one wherever it is saved: a file that was fetched on Linux can be
given on to Windows. A character that means something becomes `_`, a device gets `_` in front, dots and
blanks at the end go, and what is too long loses the end of its stem, not its extension. A name that
needs none of this stays as it is, byte for byte, in whatever Unicode form. Two names that fall
together on some system get numbers (`distinctNames`), and no file is ever replaced because its name
was changed: the file that is there already wins, and the other is told in a sentence.

All of it is pure: the system is a parameter, and the disk is not asked.
*/

/** A system with rules for names, as the runtime calls it. */
export type NameSystem = typeof Deno.build.os;

/** Unfinished uploads are kept next to their final place, under names that begin like this. */
export const UNFINISHED = ".netlab-";

/** The longest name that each system takes: bytes of UTF-8 on two of them, UTF-16 units on Windows. */
const LONGEST = 255;
/** What a client saves is shorter: `.part.json` is added to the name while the file is fetched. */
const LONGEST_SAVED = 230;

/** What Windows takes for a device in any folder and with any extension. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)/i;
/** What Windows allows in no name, or takes for more than a name. */
// deno-lint-ignore no-control-regex -- these are what Windows forbids
const WINDOWS_ONLY = /[\x01-\x1f<>:"|?*\\]|[. ]$/;
/** Most names: for them nothing needs to be looked at. */
const PLAIN = /^\w[\w .,()+-]{0,100}\w$/;
/** No protocol can say it, or it is not what the disk has. */
const NOBODYS_NAME = /[\0\n\r\uFFFD]/;
/** What steers a terminal, turns the text around or shows nothing; and no characters at all. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\uFFFD]/gu;
/** Joiners belong to the spelling of some scripts and to many pictures, and nowhere else. */
const STRAY_JOINER =
  /(?<![^\p{ASCII}\u200c\u200d])[\u200c\u200d]|[\u200c\u200d](?![^\p{ASCII}\u200c\u200d])/gu;
/** What file managers keep beside the files of others, hide, and obey. */
const OBEYED = ["desktop.ini", "thumbs.db", "ehthumbs.db", "$recycle.bin", "system volume information"];
/** What a hidden name may begin with; a character of ASCII is nothing else in any spelling. */
const MAY_BE_HIDDEN = /^[.$dest\P{ASCII}]/iu;

/**
 * Whether the name of an entry may be asked for on a system, by its spelling.
 *
 * @param name between two slashes.
 * @returns why not: `not_a_name` for what no protocol can say, `not_below` for what would be
 *   something else than an entry of this folder; undefined: it may.
 */
export function refusalOf(
  name: string,
  system: NameSystem = Deno.build.os,
): "not_a_name" | "not_below" | undefined {
  if (NOBODYS_NAME.test(name)) return "not_a_name";
  if (/^\.{0,2}$|\//.test(name)) return "not_below";
  return system === "windows" && (WINDOWS_ONLY.test(name) || DEVICE.test(name)) ? "not_below" : undefined;
}

/** Whether Windows takes a name for a device, in any folder. */
export function isDeviceName(name: string): boolean {
  return DEVICE.test(name);
}

/** Whether a name would be a path on Windows: where nothing has it, a way out may be what was meant. */
export function isWindowsPath(name: string): boolean {
  return /\\|^[A-Za-z]:/.test(name);
}

/** Whether this is hidden: it begins with a dot, or file managers hide it and obey what it says. */
export function isHiddenName(name: string): boolean {
  if (!MAY_BE_HIDDEN.test(name)) return false;
  return foldedCharacters(name).startsWith(".") || OBEYED.includes(foldedName(name));
}

/** Whether an unfinished upload has this name on some disk. */
export function isUnfinishedName(name: string): boolean {
  if (!MAY_BE_HIDDEN.test(name)) return false;
  return foldedName(name).startsWith(UNFINISHED);
}

/**
 * Whether this may be the short name that Windows (and any FAT disk) gives a file besides its own:
 * eight characters and three, with a number behind a tilde.
 */
export function isShortName(name: string): boolean {
  return /^(?=[^.]{2,8}(\.[^.]{0,3})?$)[^.]*~\d+(\.|$)/.test(name);
}

/** Names with the same value are one name on some disk: case, accents, invisible characters, the end. */
export function foldedName(name: string): string {
  const folded = foldedCharacters(name);
  return folded.endsWith(".") || folded.endsWith(" ") ? folded.replace(/[. ]+$/, "") : folded;
}

function foldedCharacters(name: string): string {
  if (ASCII.test(name)) return name.toLowerCase();
  const visible = name.normalize("NFD").replace(/\p{Default_Ignorable_Code_Point}/gu, "");
  return visible.toUpperCase().toLowerCase().normalize("NFC");
}

/** The other Unicode forms of a name, composed and decomposed: on macOS they are the same name. */
export function otherForms(name: string): string[] {
  if (ASCII.test(name)) return [];
  return [name.normalize("NFC"), name.normalize("NFD")].filter((form) => form !== name);
}

/**
 * The bare name in what a stranger calls a file: what comes after the last slash. A backslash is a
 * character of the name, because cutting there could give it another file's name; except in what can
 * only be a path of Windows (`C:\dir\name`, `..\name`), as some programs send it.
 */
export function lastPart(given: string): string {
  return given.split(/^([A-Za-z]:|\\|\.\.?)\\/.test(given) ? /[/\\]/ : "/").at(-1)!;
}

/**
 * The name under which every system can have a file: the name itself, wherever that is possible.
 *
 * @param longest bytes of UTF-8.
 * @returns undefined when nothing is left of it, as of `..`.
 */
export function portableName(name: string, longest = LONGEST): string | undefined {
  if (PLAIN.test(name) && !DEVICE.test(name)) return name;
  const plain = portableCharacters(name);
  let short = plain;
  // What was cut may be a device's name, and get a character more.
  for (let limit = longest; byteLength(short) > longest; limit--) {
    short = portableCharacters(shortened(plain, limit));
  }
  return short === "" ? undefined : short;
}

function portableCharacters(name: string): string {
  const plain = name.toWellFormed().replace(UNSEEN, "_").replace(/[<>:"|?*/\\]/g, "_")
    .replace(STRAY_JOINER, "_").replace(/[. ]+$/, "");
  return (DEVICE.test(plain) ? "_" : "") + plain;
}

/**
 * The name under which a client saves a file, whoever gave it its name: a {@linkcode portableName}
 * that is also visible (a shell, an editor or a file manager may obey a hidden file or not show it),
 * without blanks at its ends, and short enough for a longer one to be made of it.
 *
 * @param requested the name that a server gives the file, or the name that it was asked for.
 * @returns `undefined` when nothing is left of it, as with `..` or `a/`.
 */
export function savedName(requested: string): string | undefined {
  const name = portableName(lastPart(requested).replace(/^\s+|[\s.]+$/g, ""), LONGEST_SAVED);
  const shown = name?.replace(/^\p{Default_Ignorable_Code_Point}*\./u, "_").replace(/[\s.]+$/, "");
  if (shown === undefined || shown === "") return undefined;
  return isHiddenName(shown) ? `_${shown}` : shown;
}

/** The name with a number before its extension: `report.pdf` becomes `report (2).pdf`. */
export function numberedName(name: string, number: number): string {
  const mark = ` (${number})`;
  const short = shortened(name, LONGEST - mark.length);
  const dot = short.lastIndexOf(".");
  const stem = dot > 0 ? short.slice(0, dot) : short;
  return `${stem}${mark}${dot > 0 ? short.slice(dot) : ""}`;
}

/**
 * Portable names for the entries of one folder, no two of which are the same name on any system. An
 * entry that needs no other name keeps its own; where several such collide, the first does.
 *
 * @returns the new names, in the order of the given ones.
 */
export function distinctNames(names: readonly string[]): string[] {
  const distinct = names.map((name) => portableName(name) ?? "_");
  // The folded names that are taken, each with the last number that was given for it.
  const taken = new Map<string, number>();
  const others: number[] = [];
  for (const [index, name] of names.entries()) {
    const key = foldedName(name);
    if (distinct[index] !== name || taken.has(key)) others.push(index);
    else taken.set(key, 0);
  }
  for (const index of others) {
    const wanted = distinct[index]!;
    const key = foldedName(wanted);
    let number = taken.get(key);
    if (number !== undefined) {
      do distinct[index] = numberedName(wanted, ++number); while (taken.has(foldedName(distinct[index]!)));
    }
    taken.set(key, number ?? 0).set(foldedName(distinct[index]!), 0);
  }
  return distinct;
}

/**
 * The beginning of a name and its extension, in at most `limit` bytes of UTF-8; no character is
 * cut.
 *
 * @param limit bytes, more than an extension has.
 */
export function shortened(name: string, limit: number): string {
  if (byteLength(name) <= limit) return name;
  const extension = /\.[^.]{1,15}$/.exec(name)?.[0] ?? "";
  const room = new Uint8Array(limit - byteLength(extension));
  const { read } = encoder.encodeInto(name, room);
  return name.slice(0, read) + extension;
}

function byteLength(text: string): number {
  return ASCII.test(text) ? text.length : encoder.encode(text).length;
}

const ASCII = /^\p{ASCII}*$/u;
const encoder = new TextEncoder();
