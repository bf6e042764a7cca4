import { assertEquals, assertNotEquals } from "@std/assert";
import { seededRandom } from "../../../mod/check/probes/seeded_random.ts";
import { noiseBlocks, receiveSlowly } from "../../../soak/tls/noise_transfer.ts";

const BYTES = 1_000_000;

/** What receiveSlowly() makes of blocks, and how often it stopped in the middle. */
async function receive(blocks: AsyncIterable<Uint8Array>) {
  let stops = 0;
  const random = seededRandom(2, "reader");
  const halfway = () => Promise.resolve(void (stops += 1));
  return { ...await receiveSlowly(blocks, { bytes: BYTES, random, halfway }), stops };
}

Deno.test("noiseBlocks() are as long as told, and the same for the same numbers", async () => {
  const first = await receive(noiseBlocks(BYTES, seededRandom(1, "writer")));
  assertEquals([first.bytes, first.stops], [BYTES, 1]);
  assertEquals(await receive(noiseBlocks(BYTES, seededRandom(1, "writer"))), first);
  assertNotEquals((await receive(noiseBlocks(BYTES, seededRandom(3, "writer")))).sha256, first.sha256);
});

Deno.test("receiveSlowly() knows blocks that changed places", async () => {
  const blocks = await Array.fromAsync(noiseBlocks(BYTES, seededRandom(1, "writer")));
  const swapped = [blocks[1]!, blocks[0]!, ...blocks.slice(2)];
  const [right, wrong] = [
    await receive(ReadableStream.from(blocks)),
    await receive(ReadableStream.from(swapped)),
  ];
  assertEquals(right.bytes, wrong.bytes);
  assertNotEquals(right.sha256, wrong.sha256);
});
