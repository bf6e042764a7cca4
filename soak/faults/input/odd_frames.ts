import {
  BINARY,
  clientFrame,
  CLOSE,
  closing,
  joinBytes,
  MORE,
  PING,
  TEXT,
} from "../../../tests/_kit/web/websocket_frames.ts";
import type { Fault } from "../../_kit/fault.ts";
import { openWebSocket } from "../../_kit/clients/raw_browser.ts";

export default {
  name: "odd frames",
  about:
    "WebSockets that break their protocol: endless messages, floods of pings, huge lengths, no mask, bytes that are no text",
  appliesTo: (server) => server.address("web") !== undefined,
  async inject(server, { pause }) {
    using held = new DisposableStack();
    for (const frames of misdeeds()) {
      const client = await openWebSocket(server.address("web") as Deno.NetAddr);
      if (client === undefined) continue;
      held.use(client);
      const reading = (async () => {
        while ((await client.read() ?? 0) > 0) continue;
      })();
      await Promise.race([client.write(frames), reading, pause(1000)]);
    }
    await pause(500);
  },
} satisfies Fault;

function* misdeeds(): Generator<Uint8Array> {
  const word = new TextEncoder().encode("x".repeat(100));
  const begun = clientFrame(TEXT, word, { final: false });
  const more = clientFrame(MORE, word, { final: false });
  yield repeated(clientFrame(PING, word), 5000);
  yield repeated(more, 100);
  yield joinBytes(begun, repeated(more, 20_000));
  yield repeated(begun, 10);
  yield clientFrame(TEXT, Uint8Array.of(0xff, 0xfe, 0xfd));
  yield clientFrame(BINARY, word);
  yield clientFrame(TEXT, "ABC", { masked: false });
  yield clientFrame(TEXT, word, { reserved: 7 });
  yield clientFrame(CLOSE + 3, word);
  yield clientFrame(PING, word, { final: false });
  yield Uint8Array.of(0x80 | TEXT, 0xff, 0x7f, ...Array(7).fill(0xff), 1, 2, 3, 4);
  yield joinBytes(clientFrame(CLOSE, closing(1)), repeated(clientFrame(TEXT, word), 1000));
}

function repeated(frame: Uint8Array, times: number): Uint8Array {
  return joinBytes(...Array<Uint8Array>(times).fill(frame));
}
