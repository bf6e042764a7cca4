import { askByDatagram } from "../_kit/clients/ask_by_datagram.ts";
import type { Load } from "../_kit/load.ts";
import { expect } from "../_kit/wrong_answer.ts";

export default {
  name: "relay datagrams",
  about: "datagrams through the relay to an echo and back, asked again after a second",
  at: "datagrams",
  async converse({ server, random, mark, asked, right }) {
    const question = `${mark} ${random.word(1 + random.integer(500))}`;
    asked();
    expect(await askByDatagram(server.address("datagrams")!, question), question, "datagram");
    right();
  },
} satisfies Load;
