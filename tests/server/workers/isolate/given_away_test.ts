import { assertEquals } from "@std/assert";
import { givenAway } from "../../../../mod/server/workers/isolate/message.ts";

Deno.test("givenAway() gives many bytes away that belong to the message alone, and nothing else", () => {
  const own = new Uint8Array(64 * 1024);
  const data = (bytes: Uint8Array) => givenAway({ type: "data", id: 1, bytes });
  assertEquals(data(own), [own.buffer]);
  assertEquals(data(own.subarray(1)), []);
  assertEquals(data(new Uint8Array(100)), []);
  assertEquals(data(new Uint8Array(new SharedArrayBuffer(64 * 1024))), []);
  assertEquals(givenAway({ type: "stop" }), []);
});

Deno.test("what is given away arrives whole at the other end of a port", async () => {
  const { port1, port2 } = new MessageChannel();
  const bytes = crypto.getRandomValues(new Uint8Array(32 * 1024));
  const sent = bytes.slice();
  const arrived = new Promise((resolve) => port2.onmessage = ({ data }) => resolve(data));
  const message = { type: "data", id: 7, bytes: sent } as const;
  port1.postMessage(message, givenAway(message));
  assertEquals(await arrived, { type: "data", id: 7, bytes });
  assertEquals(sent.length, 0);
  port1.close();
  port2.close();
});
