import { isTextual } from "./text_charset.ts";

/** A mark at a fixed place of a file: its bytes as Latin-1, where they are, and what it is then. */
type Mark = readonly [type: string, mark: string, at?: number];

/** Marks that are long enough to be no accident; the first that fits counts. */
const MARKS: readonly Mark[] = [
  ["image/png", "\x89PNG\r\n\x1a\n"],
  ["image/jpeg", "\xff\xd8\xff"],
  ["image/gif", "GIF87a"],
  ["image/gif", "GIF89a"],
  ["image/tiff", "II*\0"],
  ["image/tiff", "MM\0*"],
  ["image/jxl", "\0\0\0\x0cJXL \r\n\x87\n"],
  ["image/jp2", "\0\0\0\x0cjP  \r\n\x87\n"],
  ["image/vnd.adobe.photoshop", "8BPS\0"],
  ["image/vnd.microsoft.icon", "\0\0\x01\0"],
  ["image/vnd.djvu", "AT&TFORM"],
  ["image/qoi", "qoif"],
  ["image/x-xcf", "gimp xcf "],
  ["application/pdf", "%PDF-"],
  ["application/postscript", "%!PS"],
  ["application/rtf", "{\\rtf"],
  ["application/gzip", "\x1f\x8b\x08"],
  ["application/x-bzip2", "BZh"],
  ["application/x-xz", "\xfd7zXZ\0"],
  ["application/zstd", "\x28\xb5\x2f\xfd"],
  ["application/x-lz4", "\x04\x22\x4d\x18"],
  ["application/x-lzip", "LZIP\x01"],
  ["application/x-7z-compressed", "7z\xbc\xaf\x27\x1c"],
  ["application/vnd.rar", "Rar!\x1a\x07"],
  ["application/vnd.ms-cab-compressed", "MSCF\0\0\0\0"],
  ["application/x-xar", "xar!\0"],
  ["application/x-tar", "ustar", 257],
  ["application/x-cpio", "070701"],
  ["application/vnd.debian.binary-package", "!<arch>\ndebian-binary"],
  ["application/x-archive", "!<arch>\n"],
  ["application/x-rpm", "\xed\xab\xee\xdb"],
  ["application/x-iso9660-image", "CD001", 0x8001],
  ["application/x-elf", "\x7fELF"],
  ["application/java-vm", "\xca\xfe\xba\xbe\0\0\0"],
  ["application/wasm", "\0asm\x01\0\0\0"],
  ["application/vnd.sqlite3", "SQLite format 3\0"],
  ["application/x-hdf5", "\x89HDF\r\n\x1a\n"],
  ["application/vnd.tcpdump.pcap", "\xd4\xc3\xb2\xa1"],
  ["application/vnd.tcpdump.pcap", "\x0a\x0d\x0d\x0a"],
  ["application/x-mobipocket-ebook", "BOOKMOBI", 60],
  ["audio/flac", "fLaC"],
  ["audio/mpeg", "ID3"],
  ["audio/midi", "MThd\0\0\0\x06"],
  ["audio/amr", "#!AMR\n"],
  ["audio/amr-wb", "#!AMR-WB\n"],
  ["audio/x-caf", "caff\0\x01"],
  ["audio/x-ape", "MAC "],
  ["audio/x-wavpack", "wvpk"],
  ["audio/ogg", "OpusHead", 28],
  ["audio/ogg", "\x01vorbis", 28],
  ["audio/ogg", "\x7fFLAC", 28],
  ["video/ogg", "\x80theora", 28],
  ["application/ogg", "OggS\0"],
  ["video/x-flv", "FLV\x01"],
  ["video/mpeg", "\0\0\x01\xba"],
  ["video/mpeg", "\0\0\x01\xb3"],
  ["video/x-ms-asf", "\x30\x26\xb2\x75\x8e\x66\xcf\x11"],
  ["font/woff", "wOFF"],
  ["font/woff2", "wOF2"],
  ["font/otf", "OTTO\0"],
  ["font/ttf", "\0\x01\0\0\0"],
  ["font/collection", "ttcf\0"],
  ["application/x-pem-file", "-----BEGIN CERTIFICATE"],
];

/** Kinds of RIFF and of ISO base media files (ISO/IEC 14496-12), by the name that is in them. */
const RIFF: Readonly<Record<string, string>> = {
  "WAVE": "audio/wav",
  "AVI ": "video/x-msvideo",
  "WEBP": "image/webp",
};
const BRANDS: readonly [brand: RegExp, type: string][] = [
  [/^avi[fs]/, "image/avif"],
  [/^(heic|heix|heim|heis)/, "image/heic"],
  [/^(mif1|msf1|hevc)/, "image/heif"],
  [/^(M4A|M4B|M4P) /, "audio/mp4"],
  [/^qt {2}/, "video/quicktime"],
  [/^3g2/, "video/3gpp2"],
  [/^3g[eghprs]/, "video/3gpp"],
  [/^crx /, "image/x-canon-cr3"],
];

/** What makes a zip something else: the name of a file in it. */
const IN_ZIP: readonly [name: string, type: string][] = [
  ["AndroidManifest.xml", "application/vnd.android.package-archive"],
  ["word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ["ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"],
  ["Payload/", "application/x-ios-app"],
  ["META-INF/MANIFEST.MF", "application/java-archive"],
];

/**
 * What a file is by its first bytes, for names that do not say it. It is never anything that a browser
 * would run scripts from: what looks like a page and is not called one is text.
 *
 * @param head the first bytes
 * @param whole whether there are no others
 * @returns undefined: nothing that is known
 */
export function sniffType(head: Uint8Array, whole: boolean): string | undefined {
  const mark = MARKS.find(([, mark, at = 0]) => latin1(head, at, mark.length) === mark);
  return mark?.[0] ?? sniffContainer(head) ?? sniffFrames(head) ??
    (isTextual(head, whole) ? "text/plain" : undefined);
}

function sniffContainer(head: Uint8Array): string | undefined {
  const kind = latin1(head, 8, 4);
  if (latin1(head, 0, 4) === "RIFF") return RIFF[kind];
  if (latin1(head, 0, 3) === "FOR" && /^AIF[FC]$/.test(kind)) return "audio/aiff";
  if (latin1(head, 4, 4) === "ftyp") return BRANDS.find(([brand]) => brand.test(kind))?.[1] ?? "video/mp4";
  if (latin1(head, 0, 4) === "\x1aE\xdf\xa3") {
    return latin1(head, 0, 64).includes("webm") ? "video/webm" : "video/x-matroska";
  }
  if (latin1(head, 0, 4) === "PK\x03\x04" || latin1(head, 0, 4) === "PK\x05\x06") return sniffZip(head);
  return undefined;
}

/** A document may say its type first (EPUB OCF §4.3, ODF 1.3 part 2 §3.3); else the names of files tell. */
function sniffZip(head: Uint8Array): string {
  const told = latin1(head, 30, 120);
  const own = /^mimetype(application\/(?:epub\+zip|vnd\.oasis\.opendocument\.[a-z-]+?))(?=PK|$|[^a-z.+-])/
    .exec(told);
  if (own !== null) return own[1]!;
  const names = new Set(zipNames(head));
  for (const [name, type] of IN_ZIP) {
    for (const each of names) if (each.startsWith(name)) return type;
  }
  return "application/zip";
}

function* zipNames(head: Uint8Array): Generator<string> {
  for (let at = head.indexOf(0x50); at !== -1; at = head.indexOf(0x50, at + 1)) {
    if (latin1(head, at, 4) !== "PK\x03\x04") continue;
    const length = (head[at + 26] ?? 0) | (head[at + 27] ?? 0) << 8;
    yield latin1(head, at + 30, length);
  }
}

/** Formats that are a row of like frames: a short mark, which has to come again where the next one is. */
function sniffFrames(head: Uint8Array): string | undefined {
  if (head.length > 376 && [0, 188, 376].every((at) => head[at] === 0x47)) return "video/mp2t";
  if (head.length > 388 && [4, 196, 388].every((at) => head[at] === 0x47)) return "video/mp2t";
  if (latin1(head, 0, 2) === "MZ") {
    const header = new DataView(head.buffer, head.byteOffset, head.length);
    const at = head.length >= 64 ? header.getUint32(60, true) : Infinity;
    if (latin1(head, at, 4) === "PE\0\0") return "application/vnd.microsoft.portable-executable";
  }
  if (latin1(head, 0, 2) === "BM" && latin1(head, 6, 4) === "\0\0\0\0") return "image/bmp";
  if (head[0] !== 0xff) return undefined;
  const next = head[1] === 0xf1 || head[1] === 0xf9 ? aacFrame(head) : mp3Frame(head);
  if (next === undefined || head[next] !== 0xff || head[next + 1] !== head[1]) return undefined;
  return head[1] === 0xf1 || head[1] === 0xf9 ? "audio/aac" : "audio/mpeg";
}

/** The length of an ADTS frame (ISO/IEC 13818-7), bytes. */
function aacFrame(head: Uint8Array): number | undefined {
  if (head.length < 7) return undefined;
  return ((head[3]! & 3) << 11) | (head[4]! << 3) | (head[5]! >> 5);
}

/** The length of a frame of MPEG-1 layer III (ISO/IEC 11172-3), bytes. */
function mp3Frame(head: Uint8Array): number | undefined {
  if (head.length < 4 || (head[1]! & 0xfe) !== 0xfa) return undefined;
  const kilobits = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320][head[2]! >> 4];
  const rate = [44100, 48000, 32000][head[2]! >> 2 & 3];
  if (!kilobits || rate === undefined) return undefined;
  return Math.floor(144_000 * kilobits / rate) + (head[2]! >> 1 & 1);
}

function latin1(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + Math.min(length, 256)));
}
