import { assert, assertEquals } from "@std/assert";
import { posix, win32 } from "node:path";
import { decodePath, encodePath } from "../../mod/http/files/decode_path.ts";
import { contentDisposition, dispositionName } from "../../mod/http/semantics/content_disposition.ts";
import { HttpError } from "../../mod/http/wire/http_error.ts";
import {
  distinctNames,
  foldedName,
  isHiddenName,
  portableName,
  refusalOf,
  savedName,
} from "../../mod/fs/file_name.ts";
import { parseRequestedName } from "../../mod/fs/served_name.ts";
import { anyText, corpus, fc, property, textOf, unless } from "../_kit/property.ts";

const ROOT = "/srv/served";
const name = () =>
  fc.oneof(
    anyText(),
    textOf("/", "..", ".", "\\", "C:", "\0", "a", "é", "~", "%2e", "%2f", "%00", "\u202e", "\n"),
  );

property(
  "parseRequestedName() lets no name lead out of the folder",
  name(),
  (typed) => {
    for (const [system, { resolve }, sep] of [["linux", posix, "/"], ["windows", win32, "\\"]] as const) {
      const requested = parseRequestedName(typed, system);
      if (typeof requested === "string") continue;
      const root = system === "windows" ? "C:\\served" : ROOT;
      assertEquals(resolve(root, ...requested.names), [root, ...requested.names].join(sep));
      assert(requested.names.every((each) => refusalOf(each, system) === undefined));
    }
  },
  { corpus: corpus("names") },
);

property(
  "parseRequestedName() takes every plain path, with its needless dots and slashes",
  fc.tuple(
    fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { minLength: 1, maxLength: 4 }),
    fc.constantFrom("/", "//", "/./"),
  ),
  ([names, between]) => {
    if (names.some((each) => /[\0\n\r/\ufffd]|^\.{1,2}$/.test(each))) return;
    assertEquals(parseRequestedName(names.join(between), "linux"), { names, folder: false });
  },
);

const SYSTEMS = ["linux", "darwin", "windows"] as const;
const bytes = (text: string) => new TextEncoder().encode(text).length;
/** Names of which each part may be the one that matters. */
const foreign = () =>
  fc.oneof(
    name(),
    textOf(
      "CON",
      "nul",
      "COM¹",
      " ",
      ".",
      "..",
      ":",
      "\\",
      "?",
      "a",
      "é",
      "e\u0301",
      "\u200d",
      "\ufe00",
      ".txt",
    ),
    fc.tuple(anyText(), fc.integer({ min: 0, max: 300 }), anyText())
      .map(([start, count, end]) => start + "x".repeat(count) + end),
  );

property("portableName() is a name on all three systems, and changes what it must", foreign(), (given) => {
  const portable = portableName(given);
  if (portable === undefined) return assert(/^[. ]*$/.test(given), JSON.stringify(given));
  for (const system of SYSTEMS) {
    assertEquals(refusalOf(portable, system), undefined, JSON.stringify(portable));
  }
  assert(
    bytes(portable) <= 255 && !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(portable),
    portable,
  );
  assertEquals(portableName(portable), portable);
  const isFine = SYSTEMS.every((system) => refusalOf(given, system) === undefined) && bytes(given) <= 255 &&
    !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/u.test(given);
  if (isFine) assertEquals(portable, given);
}, { corpus: corpus("names") });

property("portableName() replaces one character by one, and keeps the extension", foreign(), (given) => {
  const portable = portableName(given);
  if (portable === undefined || bytes(given) > 240) return;
  const [from, to] = [[...given.replace(/[. ]+$/, "")], [...portable]];
  if (to.length > from.length) assertEquals(to.shift(), "_");
  assertEquals(to.length, from.length);
  for (const [at, character] of to.entries()) assert(character === from[at] || character === "_", portable);
}, { corpus: corpus("names") });

property("a name that is too long keeps its extension", foreign(), (given) => {
  const long = `${"y".repeat(256)}${given.replaceAll("/", "")}.txt`;
  assert(portableName(long)!.endsWith(".txt") && savedName(long)!.endsWith(".txt"));
});

property(
  "savedName() is a visible portable name that leaves room for an ending, or none",
  foreign(),
  (given) => {
    const saved = savedName(given);
    if (saved === undefined) return;
    assertEquals([portableName(saved), savedName(saved)], [saved, saved]);
    assert(!/^[.\s]|[.\s]$/.test(saved) && !isHiddenName(saved), JSON.stringify(saved));
    assert(bytes(saved) <= 230, saved);
  },
  { corpus: corpus("names") },
);

property(
  "distinctNames() are as many portable names that fall together nowhere",
  fc.array(foreign()),
  (given) => {
    const distinct = distinctNames(given);
    assertEquals(new Set(distinct.map(foldedName)).size, given.length);
    for (const each of distinct) assertEquals(portableName(each), each);
    // Who needs nothing keeps his name, unless somebody before him has it.
    for (const [at, each] of given.entries()) {
      const before = given.slice(0, at).some((other) => foldedName(other) === foldedName(each));
      if (portableName(each) === each && !before) assertEquals(distinct[at], each);
    }
  },
);

property("decodePath() gives plain names or refuses with a status", name(), (typed) => {
  const path = unless(HttpError, () => decodePath(typed));
  for (const part of path?.names ?? []) {
    assert(part !== "" && part !== "." && part !== ".." && !/[\0/]/.test(part), JSON.stringify(part));
  }
}, { corpus: corpus("names") });

const plainName = () =>
  fc.string({ unit: "grapheme", minLength: 1 }).filter((part) =>
    !/[\0/\\:]/.test(part) && !/^\.{1,2}$/.test(part)
  );

property(
  "decodePath() undoes encodePath()",
  fc.tuple(fc.array(plainName(), { minLength: 1 }), fc.boolean()),
  ([names, folder]) => {
    const path = decodePath(encodePath(names, folder));
    assertEquals([path.names, path.folder, path.plain], [names, folder, true]);
    assertEquals(path.toRoot, "../".repeat(names.length - (folder ? 0 : 1)) || "./");
  },
);

property("a name survives a Content-Disposition, and no name breaks out of it", anyText(), (typed) => {
  const field = contentDisposition("attachment", typed);
  assert(/^[\x20-\x7e]*$/.test(field), JSON.stringify(field));
  assertEquals(dispositionName(field), typed.toWellFormed());
  // RFC 6266 and 8187: quoted, and beside it in letters that mean nothing.
  assert(
    /^attachment; filename="[^"\\]*"(; filename\*=UTF-8''([\w!#$&+.^`|~-]|%[0-9A-F]{2})*)?$/.test(field),
    field,
  );
});

/** A path without its first slash, and which of its letters is encoded. */
const ENCODED: [path: string, letter: number][] = [
  ["a", 0],
  ["-.../~..", 3],
  ["ab/c.", 1],
  [".a", 0],
  ["../a", 0],
  ["a/", 0],
  ["a//b", 1],
];

property(
  "a path means what it means with one of its letters encoded, also where it is decoded in one go",
  fc.tuple(textOf("/", "a", "Z0", "_", "~", "-", ".", "..", "...", "%2e", "%20", "+", "\xc3\xa9"), fc.nat()),
  ([rest, chosen]) => {
    const path = `/${rest}`;
    const letters = [...path.replace(/%../g, "///").matchAll(/[\w~-]/g)];
    const index = letters[chosen % letters.length]?.index;
    if (index === undefined) return;
    const code = path.charCodeAt(index).toString(16);
    const encoded = `${path.slice(0, index)}%${code}${path.slice(index + 1)}`;
    const [one, other] = [path, encoded].map((spelled) => unless(HttpError, () => decodePath(spelled)));
    assertEquals(one, other);
  },
  { corpus: ENCODED },
);

property(
  "a name is written as beside an accent that makes it another, also where it is written in one go",
  fc.string({ unit: fc.constantFrom(..."aZ09_ .,()+-;%'&@!#$[]{}=~^`cCoOnN"), minLength: 1, maxLength: 12 }),
  (typed) => {
    const name = portableName(typed);
    if (name === undefined) return;
    for (const [form, accent] of [["ascii", ""], ["utf-8", "\xcc\x81"]] as const) {
      const written = (text: string) => contentDisposition("inline", text, form).split("; filename*")[0]!;
      // Not at the end, where a blank or a dot of the name would be one before the accent.
      const accented = written(`${name[0]}\u0301${name.slice(1)}`);
      assertEquals(written(name), accented.replace(`"${name[0]}${accent}`, `"${name[0]}`));
    }
  },
  { corpus: ["a.txt", "CON", "con.x", "a b (1)+,-.tar", " a", "-", "100%", "a;b"] },
);
