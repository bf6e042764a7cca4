import { assertEquals, assertRejects } from "@std/assert";
import { DescriptorConnection } from "../../../mod/net/descriptor/descriptor_connection.ts";
import { descriptors, requiredDescriptors } from "../../../mod/net/descriptor/descriptors.ts";
import { connectOwn, listenOwn } from "../../../mod/net/descriptor/own_sockets.ts";
import { SOCKET } from "../../../mod/net/socket_constants.ts";
import type { Connection } from "../../../mod/net/connection.ts";
import { testOn } from "../../_kit/test_on.ts";
import { untilReleased } from "../../_kit/net/until_listening.ts";

// The library stays loaded for good; in a test of its own that would be a leak.
descriptors();

/** Two sockets of the system that are connected, each past the runtime. */
function pair(): [DescriptorConnection, DescriptorConnection] {
  const unnamed = { transport: "unix", path: "" } as const;
  const [one, other] = requiredDescriptors().libc.socketPair(SOCKET.SOCK_STREAM);
  return [new DescriptorConnection(one, unnamed, unnamed), new DescriptorConnection(other, unnamed, unnamed)];
}

async function readAll(connection: Connection): Promise<number> {
  const buffer = new Uint8Array(10_000);
  let sum = 0;
  for (let count; (count = await connection.read(buffer)) !== null;) {
    for (const byte of buffer.subarray(0, count)) sum = (sum * 31 + byte) % 1_000_003;
  }
  return sum;
}

const LINUX = ["linux"] as const;
const WHY = "the calls are those of Linux' C library";

testOn(
  LINUX,
  WHY,
  "DescriptorConnection carries more than fits, both ways at once, and ends them one by one",
  async () => {
    const [one, other] = pair();
    const block = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
    const sending = (connection: Connection) => connection.write(block).then(() => connection.closeWrite());
    const sums = Promise.all([readAll(one), readAll(other)]);
    await Promise.all([sending(one), sending(other)]);
    const [sum, same] = await sums;
    const expected = block.reduce((sum, byte) => (sum * 31 + byte) % 1_000_003, 0);
    assertEquals([sum, same], [expected, expected]);
    assertEquals([one.bytesRead, one.bytesWritten], [block.length, block.length]);
    one.close();
    other.close();
  },
);

testOn(
  LINUX,
  WHY,
  "DescriptorConnection lets go of who waits when it is closed, and of a writer whose peer has gone",
  async () => {
    const [one, other] = pair();
    const reading = one.read(new Uint8Array(1));
    one.close();
    await assertRejects(() => reading, Deno.errors.BadResource);
    await assertRejects(() => other.write(new Uint8Array(1_000_000)), Error);
    other.close();
    other.close();
  },
);

testOn(
  LINUX,
  WHY,
  "listenOwn() and connectOwn() meet, and a port without a listener is refused",
  async () => {
    const listener = listenOwn({ hostname: "127.0.0.1", port: 0 }, { settings: [] });
    const { port } = listener.address as { port: number };
    const at = { hostname: "127.0.0.1", port };
    const [client, server] = await Promise.all([
      connectOwn(at, undefined, { settings: [] }, undefined),
      listener.accept(),
    ]);
    await client.write(new TextEncoder().encode("hello"));
    assertEquals(await server.read(new Uint8Array(9)), 5);
    client.close();
    assertEquals(await server.read(new Uint8Array(9)), null);
    server.close();
    const waiting = listener.accept();
    listener.close();
    await assertRejects(() => waiting, Deno.errors.BadResource);
    untilReleased(port);
    const refused = await assertRejects(() => connectOwn(at, undefined, { settings: [] }, undefined));
    assertEquals((refused as { code?: string }).code, "ECONNREFUSED");
    const stopped = AbortSignal.abort(new Error("stopped"));
    await assertRejects(() => connectOwn(at, undefined, { settings: [] }, stopped), Error, "stopped");
  },
);
