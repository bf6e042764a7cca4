import { assertEquals } from "@std/assert";
import type { ArchiveEntry } from "../../../../mod/http/files/archive/archive_entry.ts";
import { tarBody } from "../../../../mod/http/files/archive/tar_body.ts";
import { CHECKED_FIRST } from "../../../../mod/http/files/archive/zip_records.ts";
import { zipContent } from "../../../../mod/http/files/archive/zip_content.ts";
import { peerTest } from "../../../_kit/peers/peer.ts";
import { runCommand } from "../../../_kit/program/run.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";

/** A winter and a summer time, in whole seconds as every archive has them. */
const [WINTER, SUMMER] = [Date.UTC(2024, 0, 31, 23, 59, 59), Date.UTC(2024, 6, 1, 12, 0, 1)];

/** What is in the archives: a program, names of several scripts, and sizes around each boundary. */
const FILES: readonly [name: string, size: number, modified: number, executable?: boolean][] = [
  ["top/run.sh", 20, SUMMER, true],
  ["top/été/日本.txt", 5, WINTER],
  ["top/empty", 0, WINTER],
  ["top/most", CHECKED_FIRST, SUMMER],
  ["top/more", CHECKED_FIRST + 1, WINTER],
  ["top/blocks", 65535 * 17, SUMMER],
  ["top/program", 65535 * 17 + 1, WINTER, true],
];

/** Bytes that are not all the same, and among them marks of a zip. */
function bytes(size: number): Uint8Array {
  const all = Uint8Array.from({ length: size }, (_, at) => at * 7 ^ at >> 8);
  if (size > 1000) all.set([0x50, 0x4b, 7, 8, 0x50, 0x4b, 3, 4, 0x50, 0x4b, 1, 2], 500);
  return all;
}

function entriesIn(temp: TempFolder): ArchiveEntry[] {
  const folder = (name: string) => ({ name, path: undefined, size: 0, modified: WINTER });
  const files = FILES.map(([name, size, modified, executable]) => ({
    name,
    path: temp.write(`in/${name}`, bytes(size)),
    size,
    modified,
    executable,
  }));
  return [folder("top/"), folder("top/été/"), ...files];
}

async function written(
  temp: TempFolder,
  name: string,
  send: (write: (bytes: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<string> {
  const path = `${temp.path}/${name}`;
  using file = Deno.openSync(path, { write: true, create: true });
  await send((bytes) => {
    for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
    return Promise.resolve();
  });
  return path;
}

function zipIn(temp: TempFolder): Promise<string> {
  const content = zipContent("x.zip", entriesIn(temp));
  return written(temp, "x.zip", (write) => content.send({ start: 0, end: content.size }, { write }));
}

/** A program that takes archives apart, and what it keeps of each file. */
interface Reader {
  readonly peer: string;
  /** A shell command, in the folder to unpack to. */
  readonly command: string;
  readonly times: boolean;
  readonly modes: boolean;
}

const JAVA = `
import java.io.*; import java.nio.file.*; import java.util.zip.*;
public class Unpack {
  public static void main(String[] args) throws IOException {
    ZipInputStream zip = new ZipInputStream(System.in);
    for (ZipEntry entry; (entry = zip.getNextEntry()) != null;) {
      Path path = Path.of(entry.getName());
      if (entry.isDirectory()) Files.createDirectories(path);
      else Files.copy(zip, path);
      Files.setLastModifiedTime(path, entry.getLastModifiedTime());
    }
  }
}`;

const ZIP_READERS: readonly Reader[] = [
  { peer: "unzip", command: "unzip -q ../x.zip", times: true, modes: true },
  { peer: "bsdtar", command: "cat ../x.zip | bsdtar -x -p -f -", times: true, modes: false },
  { peer: "bsdtar", command: "bsdtar -x -p -f ../x.zip", times: true, modes: true },
  // Its times are those of DOS.
  { peer: "busybox", command: "busybox unzip -q ../x.zip", times: false, modes: false },
  { peer: "python3", command: "python3 -m zipfile -e ../x.zip .", times: false, modes: false },
  {
    peer: "java",
    command: "java -Dsun.jnu.encoding=UTF-8 ../Unpack.java <../x.zip",
    times: true,
    modes: false,
  },
  { peer: "jar", command: "jar xf ../x.zip", times: false, modes: false },
];

const TAR_READERS: readonly Reader[] = [
  { peer: "tar", command: "tar xpf ../x.tar", times: true, modes: true },
  { peer: "bsdtar", command: "bsdtar xpf ../x.tar", times: true, modes: true },
  { peer: "busybox", command: "busybox tar xpf ../x.tar", times: true, modes: true },
];

/** Unpacks in a zone other than that of the server. */
async function unpacked(reader: Reader): Promise<void> {
  if (Deno.build.os === "windows") return; // its tar and its modes are others
  using temp = new TempFolder();
  temp.write("Unpack.java", JAVA);
  await zipIn(temp);
  await written(temp, "x.tar", (write) => tarBody(entriesIn(temp)).send({ write }));
  Deno.mkdirSync(`${temp.path}/out`);
  const env = { TZ: "Asia/Tokyo", LC_ALL: "C.UTF-8" };
  const ended = await runCommand("sh", ["-c", reader.command], { cwd: `${temp.path}/out`, env });
  assertEquals(ended, { code: 0, stdout: "", stderr: "" }, reader.command);
  for (const [name, size, modified, executable = false] of FILES) {
    const what = `${reader.command}: ${name}`;
    const path = `${temp.path}/out/${name}`;
    assertEquals(Deno.readFileSync(path), bytes(size), what);
    const { mtime, mode } = Deno.statSync(path);
    if (reader.times) assertEquals(mtime?.getTime(), modified, what);
    if (reader.modes) assertEquals(mode! & 0o7777, executable ? 0o755 : 0o644, what);
  }
  const folder = Deno.statSync(`${temp.path}/out/top/été`);
  if (reader.modes) assertEquals(folder.mode! & 0o7777, 0o755, reader.command);
}

for (const reader of [...ZIP_READERS, ...TAR_READERS]) {
  peerTest(
    `${reader.command}: every byte, and what else the program keeps, is what was put in`,
    ["sh", reader.peer],
    () => unpacked(reader),
  );
}
