import { assert, assertEquals } from "@std/assert";
import {
  centralHeader,
  dataDescriptor,
  endOfArchive,
  isStreamed,
  localHeader,
  packedSize,
} from "../../../../mod/http/files/archive/zip_records.ts";
import { zipContent } from "../../../../mod/http/files/archive/zip_content.ts";
import { peerTest } from "../../../_kit/peers/peer.ts";
import { runCommand } from "../../../_kit/program/run.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";

function entries(temp: TempFolder, files: [name: string, content: string][]) {
  return files.map(([name, content]) => ({
    name,
    path: name.endsWith("/") ? undefined : temp.write(`in/${name}`, content),
    size: content.length,
    modified: Date.UTC(2024, 1, 2),
  }));
}

async function bytesOf(
  content: ReturnType<typeof zipContent>,
  start = 0,
  end = content.size,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  await content.send({ start, end }, {
    write: (bytes) => Promise.resolve(void pieces.push(bytes.slice())),
  });
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

peerTest("zipContent() makes an archive that unzip takes", ["unzip"], async () => {
  using temp = new TempFolder();
  const content = zipContent(
    "x.zip",
    entries(temp, [["d/", ""], ["d/é.txt", "hello"], ["empty", ""], ["big", "x".repeat(300_000)]]),
  );
  const bytes = await bytesOf(content);
  assertEquals(bytes.length, content.size);
  const path = temp.write("x.zip", bytes);
  const { code, stdout } = await runCommand("unzip", ["-q", path, "-d", `${temp.path}/out`]);
  assertEquals([code, stdout], [0, ""]);
  assertEquals(Deno.readTextFileSync(`${temp.path}/out/d/é.txt`), "hello");
});

Deno.test("zipContent() gives any part of the same archive", async () => {
  using temp = new TempFolder();
  const content = zipContent("x.zip", entries(temp, [["a", "hello"], ["b", "x".repeat(100_000)]]));
  const whole = await bytesOf(content);
  for (
    const [start, end] of [[0, 1], [3, 40], [30, 35], [50_000, 60_000], [
      content.size - 10,
      content.size,
    ]] as const
  ) {
    assertEquals(await bytesOf(content, start, end), whole.slice(start, end));
  }
});

Deno.test("zipContent() knows its size, which is what the records add up to, beyond 4 GiB too", () => {
  const member = (name: string, size: number) => ({
    name: new TextEncoder().encode(name),
    folder: false,
    size,
    modified: 0,
  });
  for (const sizes of [[], [5], [2 ** 32, 5], [2 ** 32 - 2, 10, 3], [2 ** 31, 2 ** 31, 7]]) {
    const members = sizes.map((size, at) => member(`f${at}`, size));
    let at = 0;
    const headers = members.map((each) => {
      const header = centralHeader(each, 0, at);
      const after = isStreamed(each) ? dataDescriptor(each, 0).length : 0;
      at += localHeader(each, 0).length + packedSize(each) + after;
      return header;
    });
    const directory = headers.reduce((sum, header) => sum + header.length, 0);
    const listed = members.map(({ size }, at) => ({ name: `f${at}`, path: "/x", size, modified: 0 }));
    assertEquals(
      zipContent("x.zip", listed).size,
      at + directory + endOfArchive(members.length, at, directory).length,
    );
  }
});

Deno.test("zipContent() gives any part of a large file, at the boundaries of its blocks too", async () => {
  using temp = new TempFolder();
  const [block, size] = [65_540, 65_535 * 17 + 3];
  const text = Array.from({ length: size }, (_, at) => String.fromCharCode(32 + at * 7 % 90)).join("");
  const listed = entries(temp, [["big", text]]);
  const whole = await bytesOf(zipContent("x.zip", listed));
  const data = whole.length - endOf(whole);
  const places = [0, 1, 29, 30, 42, 43, 47, 48, block + 42, block + 43, block + 47, block + 48, block + 49];
  const ends = [data - 20, data - 16, data - 1, data, data + 20, whole.length];
  for (const start of [...places, ...ends]) {
    for (const end of [...places, ...ends].filter((each) => each > start)) {
      const part = await bytesOf(zipContent("x.zip", listed), start, end);
      assertEquals(part.length, end - start, `${start}-${end}`);
      assert(part.every((byte, at) => byte === whole[start + at]), `${start}-${end}`);
    }
  }
});

/** How long the directory and what follows it are, bytes. */
function endOf(zip: Uint8Array): number {
  const end = new DataView(zip.buffer, zip.byteOffset + zip.length - 22);
  return 22 + end.getUint32(12, true);
}

Deno.test("zipContent() is another archive, with another tag, when a file becomes a program", async () => {
  using temp = new TempFolder();
  const [file] = entries(temp, [["a", "hello"]]);
  const [plain, program] = [false, true].map((executable) => zipContent("x.zip", [{ ...file!, executable }]));
  assert(plain!.tag !== program!.tag);
  assert((await bytesOf(plain!)).join() !== (await bytesOf(program!)).join());
});
