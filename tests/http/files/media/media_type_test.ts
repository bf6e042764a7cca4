import { assert, assertEquals } from "@std/assert";
import { isActive, isCompressible, isText, namedType } from "../../../../mod/http/files/media/media_type.ts";
import { MEDIA_TYPES } from "../../../../mod/http/files/media/media_types.ts";

const TYPES: Readonly<Record<string, string>> = {
  "a.flac": "audio/flac",
  "a.m4b": "audio/mp4",
  "a.opus": "audio/ogg",
  "a.mp3": "audio/mpeg",
  "a.aiff": "audio/aiff",
  "a.m3u8": "application/vnd.apple.mpegurl",
  "a.m3u": "audio/x-mpegurl",
  "a.pls": "audio/x-scpls",
  "a.mkv": "video/x-matroska",
  "a.avi": "video/x-msvideo",
  "a.MOV": "video/quicktime",
  "a.mp4": "video/mp4",
  "a.m4v": "video/mp4",
  "a.srt": "application/x-subrip",
  "a.vtt": "text/vtt",
  "a.jpg": "image/jpeg",
  "a.heic": "image/heic",
  "a.ico": "image/vnd.microsoft.icon",
  "a.dng": "image/x-adobe-dng",
  "a.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "a.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "a.pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  "a.odt": "application/vnd.oasis.opendocument.text",
  "a.doc": "application/msword",
  "a.xls": "application/vnd.ms-excel",
  "a.epub": "application/epub+zip",
  "a.mobi": "application/x-mobipocket-ebook",
  "a.apk": "application/vnd.android.package-archive",
  "a.ipa": "application/x-ios-app",
  "a.mobileconfig": "application/x-apple-aspen-config",
  "a.pkpass": "application/vnd.apple.pkpass",
  "a.deb": "application/vnd.debian.binary-package",
  "a.crt": "application/x-x509-ca-cert",
  "a.pem": "application/x-pem-file",
  "a.p12": "application/x-pkcs12",
  "a.7z": "application/x-7z-compressed",
  "a.rar": "application/vnd.rar",
  "a.tar.gz": "application/gzip",
  "a.tar.zst": "application/zstd",
  "a.torrent": "application/x-bittorrent",
  "a.ipynb": "application/json",
  "a.vcf": "text/vcard",
  "a.ics": "text/calendar",
  "a.gpx": "application/gpx+xml",
  "a.wasm": "application/wasm",
};

/** Common languages, by what their files end in. */
const SOURCES =
  ("c h cpp hpp cc java kt swift m go rs zig hs ml ex erl clj scala cs fs vb rb pl php lua r jl f90 pas " +
    "lisp scm asm s sh bash ps1 bat sql toml ini cfg yaml vue svelte tsx jsx cmake nix tf proto sol tex diff")
    .split(" ");

Deno.test("namedType() knows what people share", () => {
  for (const [name, type] of Object.entries(TYPES)) {
    assertEquals(namedType(name), { type, vague: false }, name);
  }
  for (const extension of SOURCES) {
    const { type, vague } = namedType(`a.${extension}`);
    assert(isText(type) && !vague, `${extension}: ${type}`);
  }
});

Deno.test("namedType() leaves to the bytes what the name does not say", () => {
  for (
    const name of ["LISEZMOI", ".bashrc", "a.xyz", "a.bin", "a.constructor", "a.", "a.txt~", "page.html.bak"]
  ) {
    assertEquals(namedType(name), { type: "application/octet-stream", vague: true }, name);
  }
  for (const name of ["a.ts", "a.mts", "a.key", "id_rsa.pub"]) assert(namedType(name).vague, name);
});

Deno.test("the table has each extension once, and types as they are written (RFC 6838 §4.2)", () => {
  const all = Object.values(MEDIA_TYPES).flatMap((extensions) => extensions.split(" "));
  assertEquals(all.filter((each, at) => all.indexOf(each) !== at), []);
  assertEquals(all.filter((each) => !/^[a-z0-9+]+$/.test(each)), []);
  assertEquals(
    Object.keys(MEDIA_TYPES).filter((each) => !/^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,126}$/.test(each)),
    [],
  );
});

Deno.test("what is active or compressible is so with a charset and without", () => {
  for (
    const type of ["text/html", "image/svg+xml", "application/xspf+xml", "text/plain", "application/geo+json"]
  ) {
    const full = `${type}; charset=utf-8`;
    assertEquals([isActive(full), isCompressible(full)], [isActive(type), true], type);
    assert(isCompressible(type), type);
  }
  for (const type of ["application/zip", "video/mp4", "image/png"]) assert(!isCompressible(type), type);
});
