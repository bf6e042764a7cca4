import { assert, assertEquals, assertMatch } from "@std/assert";
import { Server } from "../../_kit/program/server.ts";
import { relay } from "../../_kit/program/relay.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { noise } from "../../_kit/noise.ts";

/** All bytes, what is nearly UTF-8, line ends of all kinds, and more than one block. */
function oddBytes(): Uint8Array<ArrayBuffer> {
  const all = Array.from({ length: 256 }, (_, byte) => byte);
  const odd = [0xef, 0xbb, 0xbf, 0xe2, 0x82, 10, 0xc3, 13, 10, 0xed, 0xa0, 0x80, 0xff, 0xfe, 0, 0];
  return Uint8Array.from([...odd, ...all, ...odd, ...noise(40_000), ...all.reverse(), ...odd]);
}

Deno.test("relay -r, -R, --record and -x have the bytes that passed, whatever they are", async () => {
  using temp = new TempFolder();
  const sent = oddBytes();
  const at = (name: string) => `${temp.path}/${name}`;
  const args = ["-x", "-r", at("left"), "-R", at("right"), "--record", at("record"), "-b", "1000"];
  const { code, stderr } = await relay([...args, "-", "PIPE"], sent);
  assertEquals(code, 0);
  assertEquals(Deno.readFileSync(at("left")), sent);
  assertEquals(Deno.readFileSync(at("right")), sent);
  const recorded = Deno.readTextFileSync(at("record")).trim().split("\n").map((line) => JSON.parse(line));
  for (const way of [">", "<"]) {
    const data = recorded.filter((line) => line.way === way).map((line) => atob(line.data)).join("");
    assertEquals(Uint8Array.from(data, (byte) => byte.charCodeAt(0)), sent);
    const blocks = stderr.split(/^([<>]) .*$/m);
    const hex = blocks.flatMap((text, index) =>
      blocks[index - 1] === way ? text.match(/(?<= )[0-9a-f]{2}/g)! : []
    );
    assertEquals(Uint8Array.from(hex, (each) => parseInt(each, 16)), sent);
  }
});

for (const hash of [[], ["--hash"]]) {
  Deno.test(`files serve ${hash} logs how much was sent, not how much there was`, async () => {
    using temp = new TempFolder();
    const size = 60_000_000;
    Deno.truncateSync(temp.write("big", ""), size);
    await using server = await Server.start(
      ["files", "serve", "0", "--no-http", "--host", "127.0.0.1", "--dir", temp.path, ...hash],
    );
    const got = await fetchSome(server.port, new TextEncoder().encode("big\n"), 1_000_000);
    const line = await server.line((line) => line.includes('"big"'));
    const sent = Number(/"big" (\d+) bytes \S+ s the client left$/.exec(line)![1]);
    // The head is no part of the file
    assert(sent >= got - 20 && sent < size, line);
    await fetchSome(server.port, new TextEncoder().encode("big\n"), Infinity);
    await server.line((line) => line.includes(`"big" ${size} bytes`) && line.includes("s sent"));
  });
}

Deno.test("files serve logs a name in the bytes in which it came, and opens no other file for it", async () => {
  using temp = new TempFolder();
  temp.write("caf\ufffd", "another file");
  await using server = await Server.start(
    ["files", "serve", "0", "--no-http", "--host", "127.0.0.1", "--dir", temp.path],
  );
  await fetchSome(server.port, Uint8Array.of(0x63, 0x61, 0x66, 0xe9, 10), Infinity);
  const line = await server.line((line) => line.includes("caf"));
  assertMatch(line, /"caf\\xe9" 0 bytes \S+ s refused: the name is not UTF-8$/);
});

/** Asks for a file, leaves after so many bytes. @returns how many came */
async function fetchSome(port: number, request: Uint8Array, most: number): Promise<number> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  await conn.write(request);
  const buffer = new Uint8Array(65_536);
  let got = 0;
  while (got < most) {
    const length = await conn.read(buffer);
    if (length === null) break;
    got += length;
  }
  return got;
}
