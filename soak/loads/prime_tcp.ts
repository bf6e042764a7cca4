import { pickNumber } from "../_kit/clients/numbers.ts";
import type { Load } from "../_kit/load.ts";
import { ClientStream } from "../_kit/clients/client_stream.ts";
import { expect } from "../_kit/wrong_answer.ts";

const QUESTIONS = 20;

export default {
  name: "prime tcp",
  about: "numbers whose answer is known from how they were made or from the literature, several at once",
  at: "prime",
  async converse({ server, random, signal, asked, right }) {
    using stream = await ClientStream.dial(server.address("prime")!, signal);
    const questions = Array.from({ length: QUESTIONS }, () => pickNumber(random));
    await stream.write(questions.map(({ text }) => `${text}\n`).join(""));
    asked(QUESTIONS);
    for (const { text, answer } of questions) {
      expect(await stream.line(), answer, text);
      right();
    }
  },
} satisfies Load;
