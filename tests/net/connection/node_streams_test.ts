import { assertEquals, assertRejects } from "@std/assert";
import { PassThrough } from "node:stream";
import { NodeStreams } from "../../../mod/net/connection/node_streams.ts";

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

async function readText(streams: NodeStreams, size = 100): Promise<string | null> {
  const buffer = new Uint8Array(size);
  const count = await streams.read(buffer);
  return count === null ? null : new TextDecoder().decode(buffer.subarray(0, count));
}

/** Lets everything that is due happen. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

Deno.test("NodeStreams gives what came in the order it came, whatever the buffers", async () => {
  const source = new PassThrough();
  const streams = new NodeStreams(source, undefined);
  source.write(bytes("abc"));
  source.end(bytes("defg"));
  await settle();
  assertEquals([await readText(streams, 2), await readText(streams, 4)], ["ab", "cdef"]);
  assertEquals([await readText(streams), await readText(streams)], ["g", null]);
});

Deno.test("NodeStreams delivers what a peer said before it failed, and then the failure", async () => {
  const source = new PassThrough();
  const streams = new NodeStreams(source, undefined);
  source.write(bytes("last words"));
  await settle();
  source.destroy(new Error("reset"));
  await settle();
  assertEquals(await readText(streams), "last words");
  await assertRejects(() => readText(streams), Error, "reset");
});

Deno.test("NodeStreams tells of a failure that happened before it was made", async () => {
  const source = new PassThrough();
  source.on("error", () => {});
  source.destroy(new Error("refused"));
  await settle();
  await assertRejects(() => readText(new NodeStreams(source, undefined)), Error, "refused");
});

Deno.test("NodeStreams lets a source wait that nobody reads", async () => {
  const source = new PassThrough();
  const streams = new NodeStreams(source, undefined);
  let offered = 0;
  while (offered < 100 && source.write(new Uint8Array(16_384))) {
    offered++;
    await settle();
  }
  assertEquals(offered < 20, true, `took ${offered} blocks`);
  source.end();
  let taken = 0;
  for (let count; (count = await streams.read(new Uint8Array(10_000))) !== null;) taken += count;
  assertEquals(taken, (offered + 1) * 16_384);
});
