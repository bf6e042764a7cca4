import { BadClient, hasStreams, streamDoor } from "../_kit/bad_client.ts";
import type { Fault } from "../_kit/fault.ts";

/** A handshake record with a ClientHello of TLS 1.2, cut after its random bytes: enough to be recognised. */
const HELLO = [
  0x16,
  3,
  1,
  0,
  0x2d,
  1,
  0,
  0,
  0x29,
  3,
  3,
  ...Array.from({ length: 32 }, (_, at) => at),
  0,
  0,
  2,
  0,
  0x2f,
  1,
];

export default {
  name: "TLS hello",
  about: "clients that believe in TLS say hello at a plain door, and wait",
  suits: hasStreams,
  async inject(subject, { random, pause }) {
    const door = streamDoor(subject, random.pick);
    for (let count = 0; count < 5; count++) {
      using client = await BadClient.connect(door);
      await client?.write(Uint8Array.from(HELLO));
      await Promise.race([client?.read(), pause(200)]);
    }
  },
} satisfies Fault;
