import { askByDatagram } from "../_kit/clients/ask_by_datagram.ts";
import { pickNumber } from "../_kit/clients/numbers.ts";
import type { Load } from "../_kit/load.ts";
import { expect } from "../_kit/wrong_answer.ts";

export default {
  name: "prime udp",
  about: "the same questions by datagram, asked again after a second as a client of UDP must",
  at: "prime-udp",
  async converse({ server, random, asked, right }) {
    const { text, answer } = pickNumber(random);
    // An empty datagram is not a question
    if (text === "") return;
    asked();
    expect(await askByDatagram(server.address("prime-udp")!, text), answer, text);
    right();
  },
} satisfies Load;
