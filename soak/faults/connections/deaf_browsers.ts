import { clientFrame, joinBytes, MORE, PING, TEXT } from "../../../tests/_kit/web/websocket_frames.ts";
import type { Fault } from "../../_kit/fault.ts";
import { openWebSocket } from "../../_kit/clients/raw_browser.ts";

/** More than the kernel keeps for both ends of a connection. */
const BYTES = 16 << 20;

export default {
  name: "deaf browsers",
  about:
    "twenty WebSockets that read nothing: some ask for pongs, some never end a message, some give no name",
  appliesTo: (server) => server.address("web") !== undefined,
  async inject(server, { pause }) {
    using held = new DisposableStack();
    const writing: Promise<unknown>[] = [];
    for (let number = 0; number < 20; number++) {
      const client = await openWebSocket(server.address("web") as Deno.NetAddr);
      if (client === undefined) continue;
      held.use(client);
      if (number % 3 < 2) {
        await client.write(clientFrame(TEXT, `/bot deaf${crypto.randomUUID().slice(0, 8)}`));
      }
      if (number % 3 > 0) continue;
      const frames = number % 2 === 0 ? pings() : endless();
      writing.push((async () => {
        for (let sent = 0; sent < BYTES && await client.write(frames); sent += frames.length) continue;
      })());
    }
    await Promise.race([Promise.all(writing), pause(3000)]);
    await pause(500);
  },
} satisfies Fault;

function pings(): Uint8Array {
  return joinBytes(...Array<Uint8Array>(500).fill(clientFrame(PING, "x".repeat(125))));
}

function endless(): Uint8Array {
  const more = clientFrame(MORE, "x".repeat(1000), { final: false });
  return joinBytes(clientFrame(TEXT, "", { final: false }), ...Array<Uint8Array>(500).fill(more));
}
