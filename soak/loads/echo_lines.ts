import type { Load } from "../_kit/load.ts";
import { Talk } from "../_kit/talk.ts";
import { expect } from "../_kit/wrong.ts";

/** Questions of one conversation. */
const LINES = 20;

export default {
  name: "echo lines",
  about: "numbered lines, one at a time; each must come back in capitals before the next is sent",
  at: "echo",
  async converse({ subject, mark, random, signal, asked, right }) {
    using talk = await Talk.dial(subject.door("echo")!, signal);
    for (let number = 1; number <= LINES; number++) {
      const word = random.word(1 + random.integer(60));
      await talk.write(`${mark} ${number} é ${word}\n`);
      asked();
      // Written out rather than computed by the same function as the server's
      expect(await talk.line(), `${capitals(mark)} ${number} É ${capitals(word)}`, `line ${number}`);
      right();
    }
    await talk.closeWrite();
    expect(String((await talk.rest()).length), "0", "bytes after the last answer");
  },
} satisfies Load;

function capitals(text: string): string {
  return [...text].map((letter) =>
    /[a-z]/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) - 32) : letter
  )
    .join("");
}
