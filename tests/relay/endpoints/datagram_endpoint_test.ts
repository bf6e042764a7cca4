import { assertEquals, assertRejects } from "@std/assert";
import { Descriptors, type RelayContext } from "../../../mod/relay/context.ts";
import { datagramEndpoint, type MessageSocket } from "../../../mod/relay/endpoints/datagram_endpoint.ts";

const CONTEXT = { descriptors: new Descriptors() } as RelayContext;

/** A socket that gives one message after another, then waits until it is closed. */
function socketWith(messages: Iterable<readonly [text: string, from: string]>): MessageSocket<string> {
  const waiting = Promise.withResolvers<never>();
  waiting.promise.catch(() => {/* nobody was waiting */});
  const left = messages[Symbol.iterator]();
  return {
    receive: (buffer) => {
      const next = left.next();
      if (next.done) return waiting.promise;
      const [text, from] = next.value;
      const { written } = new TextEncoder().encodeInto(text, buffer);
      return Promise.resolve({ bytes: buffer.subarray(0, written), from });
    },
    send: (bytes) => Promise.resolve(bytes.length),
    close: () => waiting.reject(new Deno.errors.Interrupted("closed")),
  };
}

async function readOne(endpoint: ReturnType<typeof datagramEndpoint>): Promise<string | null> {
  const buffer = new Uint8Array(100);
  const count = await endpoint.read(buffer);
  return count === null ? null : new TextDecoder().decode(buffer.subarray(0, count));
}

Deno.test("datagramEndpoint() passes over messages that are not for us, however many", async () => {
  const others = Array.from({ length: 10_000 }, () => ["no", "stranger"] as const);
  const socket = socketWith([["a", "friend"], ...others, ["b", "friend"], ["c", "friend"]]);
  const heard: number[] = [];
  const endpoint = datagramEndpoint(socket, CONTEXT, {
    accepts: (from) => from === "friend",
    received: (count) => heard.push(count),
  });
  assertEquals([await readOne(endpoint), await readOne(endpoint), await readOne(endpoint)], ["a", "b", "c"]);
  assertEquals(heard, [1, 1, 1]);
  await endpoint.close();
});

Deno.test("datagramEndpoint() gives the message that was received before it, cut to the buffer", async () => {
  const endpoint = datagramEndpoint(socketWith([["second", "x"]]), CONTEXT, { first: new Uint8Array(200) });
  assertEquals(await endpoint.read(new Uint8Array(100)), 100);
  assertEquals(await readOne(endpoint), "second");
  await endpoint.close();
});

Deno.test("datagramEndpoint() ends after one message if it is to", async () => {
  const endpoint = datagramEndpoint(socketWith([["one", "x"], ["two", "x"]]), CONTEXT, { once: true });
  assertEquals([await readOne(endpoint), await readOne(endpoint)], ["one", null]);
  await endpoint.close();
});

Deno.test("datagramEndpoint() ends a read that waits when it is closed, and all later ones", async () => {
  for (const before of [[], [["no", "stranger"]]] as const) {
    const endpoint = datagramEndpoint(socketWith(before), CONTEXT, { accepts: (from) => from === "friend" });
    const read = readOne(endpoint);
    await endpoint.close();
    assertEquals([await read, await readOne(endpoint)], [null, null]);
  }
});

Deno.test("datagramEndpoint() tells of a failure that is not its own end", async () => {
  const failing = { ...socketWith([]), receive: () => Promise.reject(new Error("network is down")) };
  const endpoint = datagramEndpoint(failing, CONTEXT, {});
  await assertRejects(() => readOne(endpoint), Error, "network is down");
  await endpoint.close();
});
