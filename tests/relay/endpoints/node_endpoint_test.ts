import { assertEquals, assertRejects } from "@std/assert";
import { PassThrough } from "node:stream";
import { Descriptors, type RelayContext } from "../../../mod/relay/context.ts";
import { NodeEndpoint } from "../../../mod/relay/endpoints/node_endpoint.ts";

const CONTEXT = { descriptors: new Descriptors() } as RelayContext;

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

async function readText(endpoint: NodeEndpoint, size = 100): Promise<string | null> {
  const buffer = new Uint8Array(size);
  const count = await endpoint.read(buffer);
  return count === null ? null : new TextDecoder().decode(buffer.subarray(0, count));
}

/** Lets everything that is due happen. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

Deno.test("NodeEndpoint gives what came in the order it came, whatever the buffers", async () => {
  const source = new PassThrough();
  const endpoint = new NodeEndpoint({ source }, CONTEXT);
  source.write(bytes("abc"));
  source.end(bytes("defg"));
  await settle();
  assertEquals([await readText(endpoint, 2), await readText(endpoint, 4)], ["ab", "cdef"]);
  assertEquals([await readText(endpoint), await readText(endpoint)], ["g", null]);
});

Deno.test("NodeEndpoint delivers what a peer said before it failed, and then the failure", async () => {
  const source = new PassThrough();
  const endpoint = new NodeEndpoint({ source }, CONTEXT);
  source.write(bytes("last words"));
  await settle();
  source.destroy(new Error("reset"));
  await settle();
  assertEquals(await readText(endpoint), "last words");
  await assertRejects(() => readText(endpoint), Error, "reset");
});

Deno.test("NodeEndpoint tells of a failure that happened before it was made", async () => {
  const source = new PassThrough();
  source.on("error", () => {});
  source.destroy(new Error("refused"));
  await settle();
  await assertRejects(() => readText(new NodeEndpoint({ source }, CONTEXT)), Error, "refused");
});

Deno.test("NodeEndpoint lets a source wait that nobody reads", async () => {
  const source = new PassThrough();
  const endpoint = new NodeEndpoint({ source }, CONTEXT);
  let offered = 0;
  while (offered < 100 && source.write(new Uint8Array(16_384))) {
    offered++;
    await settle();
  }
  assertEquals(offered < 20, true, `took ${offered} blocks`);
  source.end();
  let taken = 0;
  for (let count; (count = await endpoint.read(new Uint8Array(10_000))) !== null;) taken += count;
  assertEquals(taken, (offered + 1) * 16_384);
});
