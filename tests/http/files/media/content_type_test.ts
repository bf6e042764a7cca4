import { assertEquals } from "@std/assert";
import { openContent } from "../../../../mod/http/files/content.ts";
import { latin1Bytes } from "../../../_kit/latin1.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";

const KIB64 = 64 * 1024;
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) =>
  new Uint8Array(new Uint16Array([...text].map((each) => each.charCodeAt(0))).buffer);
const at = (length: number, place: number, bytes: Uint8Array) => {
  const all = new Uint8Array(Math.max(length, place + bytes.length)).fill(0x20);
  all.set(bytes, place);
  return all;
};

const CASES: readonly [name: string, bytes: Uint8Array, type: string][] = [
  ["utf8.txt", utf8("café"), "text/plain; charset=utf-8"],
  ["latin1.txt", latin1Bytes("café"), "text/plain"],
  ["ascii.txt", utf8("cafe"), "text/plain; charset=utf-8"],
  ["empty.txt", utf8(""), "text/plain; charset=utf-8"],
  ["utf16.txt", utf16("\ufeffcafé"), "text/plain; charset=utf-16"],
  ["utf16be.txt", latin1Bytes("\xfe\xff\0c\0a\0f\0\xe9"), "text/plain; charset=utf-16"],
  ["bare16.txt", utf16("cafe"), "text/plain"],
  ["utf32.txt", latin1Bytes("\xff\xfe\0\0c\0\0\0"), "text/plain"],
  ["bom.csv", utf8("\ufeffé;1"), "text/csv; charset=utf-8"],
  ["iso2022.txt", utf8("\x1b$B$3$s\x1b(B"), "text/plain"],
  ["colours.log", utf8("\x1b[31mred\x1b(B\x1b[m"), "text/plain; charset=utf-8"],
  ["surrogate.txt", latin1Bytes("\xed\xa0\x80"), "text/plain"],
  ["page.html", latin1Bytes("<meta charset=latin1>\xe9"), "text/html"],
  ["data.json", utf8('"é"'), "application/json; charset=utf-8"],
  ["picture.svg", utf8("<svg/>"), "image/svg+xml; charset=utf-8"],
  // A character that is cut where the reading stops, and one that is broken there.
  ...[1, 2, 3].map((back): [string, Uint8Array, string] => [
    `cut${back}.txt`,
    at(KIB64 + 10, KIB64 - back, utf8("😀")),
    "text/plain; charset=utf-8",
  ]),
  ["broken.txt", at(KIB64 + 10, KIB64 - 3, latin1Bytes("\xe9")), "text/plain"],
  ["end.txt", at(0, KIB64 - 1, latin1Bytes("\xe9")), "text/plain"],
  // Names that do not say it.
  ["LISEZMOI", utf8("café"), "text/plain; charset=utf-8"],
  ["LISEZMOI.latin1", latin1Bytes("caf\xe9"), "text/plain"],
  ["notes", utf16("\ufeffcafé"), "text/plain; charset=utf-16"],
  ["script", utf8("#!/bin/sh\n"), "text/plain; charset=utf-8"],
  ["page", utf8("<!doctype html><script>alert(1)</script>"), "text/plain; charset=utf-8"],
  [
    "drawing",
    utf8("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"),
    "text/plain; charset=utf-8",
  ],
  ["nothing", utf8(""), "application/octet-stream"],
  ["noise.bin", latin1Bytes("\0\x01\x02\x03"), "application/octet-stream"],
  ["picture", latin1Bytes("\x89PNG\r\n\x1a\n\0"), "image/png"],
  ["photo.tmp", latin1Bytes("\xff\xd8\xff\xe0"), "image/jpeg"],
  // Names that say two things.
  ["code.ts", utf8("let é = 1;"), "text/plain; charset=utf-8"],
  [
    "film.ts",
    at(1000, 0, at(377, 0, new Uint8Array(377).map((_, i) => i % 188 ? 0xff : 0x47))),
    "video/mp2t",
  ],
  ["other.ts", latin1Bytes("\0\x01"), "application/octet-stream"],
  ["slides.key", latin1Bytes("PK\x03\x04\x14\0"), "application/vnd.apple.keynote"],
  ["private.key", utf8("-----BEGIN PRIVATE KEY-----\n"), "text/plain; charset=utf-8"],
  ["id.pub", utf8("ssh-ed25519 AAAA\n"), "text/plain; charset=utf-8"],
  // Names that say it: the bytes are not asked.
  ["a.jpg", utf8("<html>"), "image/jpeg"],
  ["a.zip", utf8("text"), "application/zip"],
];

Deno.test("openContent() tells a charset only where the bytes are in it, and a type without a name for it", () => {
  using temp = new TempFolder();
  for (const [name, bytes, type] of CASES) {
    const content = openContent({ path: temp.write(name, bytes) }, name);
    const read = new Uint8Array(bytes.length);
    content.fill!({ start: 0, end: bytes.length }, read);
    content.close();
    assertEquals([content.type, read], [type, bytes], name);
  }
});

Deno.test("openContent() looks again at a file that has changed", () => {
  using temp = new TempFolder();
  const types = [utf8("é"), latin1Bytes("\xe9"), utf8("éé")].map((bytes, at) => {
    const path = temp.write("a.txt", bytes);
    Deno.utimeSync(path, at, at);
    using content = openingOf(path);
    return content.type;
  });
  assertEquals(types, ["text/plain; charset=utf-8", "text/plain", "text/plain; charset=utf-8"]);
});

function openingOf(path: string): { type: string } & Disposable {
  const content = openContent({ path }, "a.txt");
  return { type: content.type, [Symbol.dispose]: () => content.close() };
}
