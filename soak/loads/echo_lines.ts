import type { Load } from "../_kit/load.ts";
import { ClientStream } from "../_kit/clients/client_stream.ts";
import { expect } from "../_kit/wrong_answer.ts";

/** Questions of one conversation. */
const LINES = 20;

export default {
  name: "echo lines",
  about: "numbered lines, one at a time; each must come back in capitals before the next is sent",
  at: "echo",
  async converse({ server, mark, random, signal, asked, right }) {
    using stream = await ClientStream.dial(server.address("echo")!, signal);
    for (let number = 1; number <= LINES; number++) {
      const word = random.word(1 + random.integer(60));
      await stream.write(`${mark} ${number} é ${word}\n`);
      asked();
      // Written out rather than computed by the same function as the server's
      expect(await stream.line(), `${capitals(mark)} ${number} É ${capitals(word)}`, `line ${number}`);
      right();
    }
    await stream.closeWrite();
    expect(String((await stream.rest()).length), "0", "bytes after the last answer");
  },
} satisfies Load;

function capitals(text: string): string {
  return [...text].map((letter) =>
    /[a-z]/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) - 32) : letter
  )
    .join("");
}
