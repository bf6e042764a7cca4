import { pickNumber } from "../_kit/numbers.ts";
import type { Load } from "../_kit/load.ts";
import { Talk } from "../_kit/talk.ts";
import { expect } from "../_kit/wrong.ts";

const QUESTIONS = 20;

export default {
  name: "prime tcp",
  about: "numbers whose answer is known from how they were made or from the literature, several at once",
  at: "prime",
  async converse({ subject, random, signal, asked, right }) {
    using talk = await Talk.dial(subject.door("prime")!, signal);
    const questions = Array.from({ length: QUESTIONS }, () => pickNumber(random));
    await talk.write(questions.map(({ text }) => `${text}\n`).join(""));
    asked(QUESTIONS);
    for (const { text, answer } of questions) {
      expect(await talk.line(), answer, text);
      right();
    }
  },
} satisfies Load;
