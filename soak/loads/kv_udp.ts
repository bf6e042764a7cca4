import { askByDatagram, sendDatagram } from "../_kit/clients/ask_by_datagram.ts";
import type { Load } from "../_kit/load.ts";
import { expect } from "../_kit/wrong_answer.ts";

/** How often a key is set whose datagram was lost, or whose server was killed. */
const TRIES = 20;

export default {
  name: "kv udp",
  about:
    "a key is set by a datagram, which is not answered, and told by another; its value is the same for everybody",
  at: "kv-udp",
  async converse({ server, random, asked, right }) {
    const address = server.address("kv-udp")!;
    const key = `soak-udp-${random.integer(1000)}`;
    const pair = `${key}=${key.length} = ${key}`;
    asked();
    let told = `${key}=`;
    for (let tries = 0; told === `${key}=` && tries < TRIES; tries++) {
      await sendDatagram(address, pair);
      told = await askByDatagram(address, key);
    }
    expect(told, pair, key);
    right();
  },
} satisfies Load;
