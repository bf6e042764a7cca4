import { assert, assertEquals } from "@std/assert";
import { posix } from "node:path";
import { decodePath, encodePath } from "../../mod/http/files/decode_path.ts";
import { contentDisposition, dispositionName } from "../../mod/http/semantics/content_disposition.ts";
import { HttpError } from "../../mod/http/wire/http_error.ts";
import { isPortableName, parseRequestedName } from "../../mod/fs/served_name.ts";
import { localName, savedName } from "../../mod/fs/local_name.ts";
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
    const requested = parseRequestedName(typed);
    if (typeof requested === "string") return;
    const path = posix.resolve(ROOT, ...requested.names);
    assertEquals(path, [ROOT, ...requested.names].join("/"));
    assert(requested.names.every((each) => isPortableName(each)), path);
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
    if (names.some((each) => /[\0\n\r/\\\ufffd]|^\.{1,2}$|^[A-Za-z]:/.test(each))) return;
    assertEquals(parseRequestedName(names.join(between)), { names, folder: false });
  },
);

property("localName() is one plain name, or none", name(), (typed) => {
  const local = localName(typed);
  if (local === undefined) return;
  assertEquals(posix.basename(local), local);
  assert(!/[\p{Cc}\p{Cf}/\\:]/u.test(local) && local !== "." && local !== "..", JSON.stringify(local));
}, { corpus: corpus("names") });

property("savedName() is a visible localName() that leaves room for an ending, or none", name(), (typed) => {
  const saved = savedName(typed);
  if (saved === undefined) return;
  assertEquals(localName(saved), saved);
  assertEquals(savedName(saved), saved);
  assert(!/^[.\s]|[.\s]$/.test(saved), JSON.stringify(saved));
  assert(new TextEncoder().encode(saved).length <= 240, saved);
}, { corpus: corpus("names") });

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
  ([names, folder]) => assertEquals(decodePath(encodePath(names, folder)), { names, folder }),
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
