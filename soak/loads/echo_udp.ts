import { askByDatagram } from "../_kit/clients/ask_by_datagram.ts";
import type { Load } from "../_kit/load.ts";
import { expect } from "../_kit/wrong_answer.ts";

export default {
  name: "echo udp",
  about: "a datagram comes back in upper case, asked again after a second",
  at: "echo-udp",
  async converse({ server, random, mark, asked, right }) {
    const question = `${mark} ${random.word(1 + random.integer(500))}`;
    asked();
    expect(await askByDatagram(server.address("echo-udp")!, question), question.toUpperCase(), "datagram");
    right();
  },
} satisfies Load;
