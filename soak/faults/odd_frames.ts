import { BadClient } from "../_kit/bad_client.ts";
import type { Fault } from "../_kit/fault.ts";

/** First bytes of frames (RFC 6455 §5.2). */
const [TEXT, BINARY, CONTINUED, CLOSE, PING] = [0x81, 0x82, 0x00, 0x88, 0x89];
const UNFINISHED_TEXT = 0x01;

export default {
  name: "odd frames",
  about:
    "WebSockets that break their protocol: endless messages, floods of pings, huge lengths, no mask, bytes that are no text",
  suits: (subject) => subject.door("web") !== undefined,
  async inject(subject, { pause }) {
    using crowd = new DisposableStack();
    for (const frames of misdeeds()) {
      const client = await openSocket(subject.door("web") as Deno.NetAddr);
      if (client === undefined) continue;
      crowd.use(client);
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
  yield repeated(frame(PING, word), 5000);
  yield repeated(frame(CONTINUED, word), 100);
  yield join(frame(UNFINISHED_TEXT, word), repeated(frame(CONTINUED, word), 20_000));
  yield repeated(frame(UNFINISHED_TEXT, word), 10);
  yield frame(TEXT, Uint8Array.of(0xff, 0xfe, 0xfd));
  yield frame(BINARY, word);
  yield Uint8Array.of(TEXT, 0xff, 0x7f, ...Array(7).fill(0xff), 1, 2, 3, 4);
  yield Uint8Array.of(TEXT, 3, 65, 66, 67);
  yield Uint8Array.of(0xf3, 0x80, 1, 2, 3, 4);
  yield join(frame(CLOSE, Uint8Array.of(0, 1)), repeated(frame(TEXT, word), 1000));
}

/** One frame as a browser sends it: masked, here with a mask that changes nothing. */
function frame(first: number, payload: Uint8Array): Uint8Array {
  return join(Uint8Array.of(first, 0x80 | payload.length, 0, 0, 0, 0), payload);
}

function repeated(frame: Uint8Array, times: number): Uint8Array {
  return join(...Array<Uint8Array>(times).fill(frame));
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Asks for a WebSocket as the chat page itself does. */
async function openSocket({ hostname, port }: Deno.NetAddr): Promise<BadClient | undefined> {
  const client = await BadClient.connect({ transport: "tcp", hostname, port });
  const here = `${hostname}:${port}`;
  await client?.write(
    `GET /room HTTP/1.1\r\nhost: ${here}\r\norigin: http://${here}\r\nupgrade: websocket\r\nconnection: Upgrade\r\n` +
      "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  return client;
}
