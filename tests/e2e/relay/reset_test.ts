import { assertEquals } from "@std/assert";
import { openAbortiveCloser } from "../../../mod/net/tcp/abortive_close.ts";
import { errorText } from "../../../mod/net/errors/system_error.ts";
import { Relay } from "../../_kit/program/relay.ts";

/** More than the buffers of two sockets hold, so that some of it is on its way when the reset comes. */
const SIZE = 3_000_000;

for (const resets of ["client", "server"] as const) {
  Deno.test({
    name: `relay passes on the reset of a ${resets} behind every byte that came before it`,
    ignore: Deno.build.os !== "linux",
    async fn() {
      using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      const { port } = listener.addr;
      await using relay = await Relay.start(
        "TCP-LISTEN:0,reuseaddr,fork,bind=127.0.0.1",
        `TCP:127.0.0.1:${port}`,
      );
      using client = await Deno.connect({ hostname: "127.0.0.1", port: relay.port });
      using server = await listener.accept();
      const [from, to] = resets === "client" ? [client, server] : [server, client];
      using closer = openAbortiveCloser()!;
      const heard = readAll(to);
      const bytes = new Uint8Array(SIZE);
      for (let at = 0; at < SIZE;) at += await from.write(bytes.subarray(at));
      await drained(() => closer.unacknowledged(from));
      closer.reset(from);
      assertEquals(await heard, { bytes: SIZE, end: "Connection reset by peer" });
      // A warning, and the relay goes on
      await relay.server.line((line) => line.includes(" W read("));
      using again = await Deno.connect({ hostname: "127.0.0.1", port: relay.port });
      using _answers = await listener.accept();
      assertEquals(again.remoteAddr.transport, "tcp");
    },
  });
}

async function readAll(conn: Deno.Conn): Promise<{ bytes: number; end: string }> {
  const buffer = new Uint8Array(65536);
  let bytes = 0;
  try {
    for (let count = await conn.read(buffer); count !== null; count = await conn.read(buffer)) bytes += count;
    return { bytes, end: "end of stream" };
  } catch (error) {
    return { bytes, end: errorText(error) };
  }
}

/** The relay has taken all; what it still has to pass on is its own affair. */
async function drained(left: () => number | undefined): Promise<void> {
  while (left() !== 0) await new Promise((resolve) => setTimeout(resolve, 5));
}
