import { askDatagram } from "../_kit/ask_datagram.ts";
import type { Load } from "../_kit/load.ts";
import { expect } from "../_kit/wrong.ts";

export default {
  name: "relay datagrams",
  about: "datagrams through the relay to an echo and back, asked again after a second",
  at: "datagrams",
  async converse({ subject, random, mark, asked, right }) {
    const question = `${mark} ${random.word(1 + random.integer(500))}`;
    asked();
    expect(await askDatagram(subject.door("datagrams")!, question), question, "datagram");
    right();
  },
} satisfies Load;
