import { assert, assertEquals } from "@std/assert";
import { isActive } from "../../../../mod/http/files/media/media_type.ts";
import { sniffType } from "../../../../mod/http/files/media/sniff_type.ts";
import { peerTest } from "../../../_kit/peers/peer.ts";
import { runCommand } from "../../../_kit/program/run.ts";
import { fc, property } from "../../../_kit/property.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";

/** Files that other programs make, in the current folder; each is called what it is. */
const MAKE = `
import bz2, gzip, lzma, sqlite3, struct, tarfile, wave, zipfile, zlib

def zipped(name, *names):
    with zipfile.ZipFile(name, "w") as z:
        for each in names: z.writestr(each, "application/epub+zip" if each == "mimetype" else "x")
open("gzip", "wb").write(gzip.compress(b"x"))
open("bzip2", "wb").write(bz2.compress(b"x"))
open("xz", "wb").write(lzma.compress(b"x"))
zipped("zip", "a")
zipped("epub", "mimetype", "META-INF/container.xml")
zipped("docx", "[Content_Types].xml", "_rels/.rels", "word/document.xml")
zipped("xlsx", "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
zipped("pptx", "[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml")
zipped("jar", "META-INF/MANIFEST.MF", "A.class")
zipped("apk", "AndroidManifest.xml", "classes.dex")
with tarfile.open("tar", "w") as t: t.add("gzip")
with wave.open("wav", "wb") as w:
    w.setnchannels(1); w.setsampwidth(2); w.setframerate(8000); w.writeframes(bytes(100))
db = sqlite3.connect("sqlite"); db.execute("create table t (a)"); db.commit(); db.close()
def number(value): return struct.pack(">I", value)
def chunk(kind, data): return number(len(data)) + kind + data + number(zlib.crc32(kind + data))
open("png", "wb").write(b"\\x89PNG\\r\\n\\x1a\\n" 
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\\0\\0")) + chunk(b"IEND", b""))
open("pdf", "wb").write(b"%PDF-1.4\\n%%EOF\\n")
open("text", "w").write("some text\\n")
`;

const MADE: Readonly<Record<string, string>> = {
  gzip: "application/gzip",
  bzip2: "application/x-bzip2",
  xz: "application/x-xz",
  zip: "application/zip",
  epub: "application/epub+zip",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  jar: "application/java-archive",
  apk: "application/vnd.android.package-archive",
  tar: "application/x-tar",
  wav: "audio/wav",
  sqlite: "application/vnd.sqlite3",
  png: "image/png",
  pdf: "application/pdf",
  text: "text/plain",
};

peerTest("sniffType() knows what other programs make", ["python3"], async () => {
  using temp = new TempFolder();
  const { code, stderr } = await runCommand("python3", ["-c", MAKE], { cwd: temp.path });
  assertEquals([code, stderr], [0, ""]);
  const types = Object.keys(MADE).map((
    name,
  ) => [name, sniffType(Deno.readFileSync(`${temp.path}/${name}`), true)]);
  assertEquals(Object.fromEntries(types), MADE);
});

/** Types for which file(1) has another name. */
const SAME: Readonly<Record<string, string>> = {
  "audio/x-wav": "audio/wav",
  "application/x-executable": "application/x-elf",
  "application/x-pie-executable": "application/x-elf",
  "application/x-sharedlib": "application/x-elf",
  "text/x-shellscript": "text/plain",
  "text/x-script.python": "text/plain",
};

peerTest("sniffType() says of the files of this system what file(1) says", ["file", "sh"], async () => {
  const program = Deno.realPathSync((await runCommand("sh", ["-c", "command -v file"])).stdout.trim());
  for (const path of [program, "/etc/passwd"]) {
    const told = (await runCommand("file", ["-b", "--mime-type", path])).stdout.trim();
    assertEquals(sniffType(Deno.readFileSync(path).subarray(0, 65536), false), SAME[told] ?? told, path);
  }
});

const L = (text: string) => Uint8Array.from(text, (each) => each.charCodeAt(0));
const frames = (head: string, length: number) => L((head + "\0".repeat(length)).slice(0, length) + head);
const HEADS: readonly [head: Uint8Array, type: string | undefined][] = [
  [L("\0\0\0\x18ftypisom"), "video/mp4"],
  [L("\0\0\0\x18ftypM4A "), "audio/mp4"],
  [L("\0\0\0\x18ftypqt  "), "video/quicktime"],
  [L("\0\0\0\x18ftypheic"), "image/heic"],
  [L("\0\0\0\x18ftypavif"), "image/avif"],
  [L("RIFF\0\0\0\0WEBPVP8 "), "image/webp"],
  [L("RIFF\0\0\0\0AVI LIST"), "video/x-msvideo"],
  [L("FORM\0\0\0\0AIFFCOMM"), "audio/aiff"],
  [L("\x1aE\xdf\xa3\x01\0\0\0\0\0\0\x1fB\x82\x84webm"), "video/webm"],
  [L("\x1aE\xdf\xa3\x01\0\0\0\0\0\0\x1fB\x82\x88matroska"), "video/x-matroska"],
  [L(`OggS${"\0".repeat(24)}OpusHead`), "audio/ogg"],
  [L("ID3\x03\0"), "audio/mpeg"],
  [frames("\xff\xfb\x90\0", 417), "audio/mpeg"],
  [L(`\xff\xfb\x90\0${"\0".repeat(500)}`), undefined],
  [frames("\xff\xf1\x50\x80\x02\x1f\xfc", 16), "audio/aac"],
  [L("BM\x3a\0\0\0\0\0\0\0"), "image/bmp"],
  [L("BM is how this begins\n"), "text/plain"],
  [L(`MZ${"\0".repeat(58)}\x40\0\0\0PE\0\0`), "application/vnd.microsoft.portable-executable"],
  [L("MZ begins, too\n"), "text/plain"],
];

Deno.test("sniffType() tells containers and rows of frames by what is inside", () => {
  for (const [head, type] of HEADS) {
    assertEquals(sniffType(head, true), type, JSON.stringify(String.fromCharCode(...head)));
  }
});

property(
  "sniffType() takes nothing for a page, and any bytes for something",
  fc.tuple(
    fc.constantFrom(
      "",
      "<!doctype html>",
      "<svg xmlns='http://www.w3.org/2000/svg'>",
      "<?xml?>",
      "%PDF-",
      "PK\x03\x04",
    ),
    fc.uint8Array({ maxLength: 200 }),
  ),
  ([begin, rest]) => {
    const type = sniffType(Uint8Array.from([...L(begin), ...rest]), true);
    assert(type === undefined || !isActive(type), type);
  },
);
