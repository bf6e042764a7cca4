import type { Load } from "../_kit/load.ts";
import { ClientStream } from "../_kit/clients/client_stream.ts";
import { expect, Refused } from "../_kit/wrong_answer.ts";

export default {
  name: "kv own keys",
  about:
    "keys that nobody else has: what is set is told again, counts and transactions add up, and all is deleted at the end",
  at: "kv",
  // Where others share the keys, what becomes of a transaction when the bus goes away is another question
  appliesTo: (server) => server.plan.partner === undefined,
  async converse({ server, random, mark, signal, asked, right }) {
    using stream = await ClientStream.dial(server.address("kv")!, signal);
    const key = `soak:${mark}`;
    const value = random.word(1 + random.integer(300));
    const first = random.integer(1000);
    for (
      const [command, ...answers] of [
        [`SET ${key} ${value}`, "+OK"],
        [`GET ${key}`, `$${value.length}`, value],
        [`SET ${key}:n ${first}`, "+OK"],
        [`INCR ${key}:n`, `:${first + 1}`],
        ["MULTI", "+OK"],
        [`INCRBY ${key}:n 10`, "+QUEUED"],
        [`GET ${key}:n`, "+QUEUED"],
        ["EXEC", "*2", `:${first + 11}`, `$${String(first + 11).length}`, `${first + 11}`],
        [`EXPIRE ${key} 100`, ":1"],
        [`DEL ${key} ${key}:n`, ":2"],
      ] as const
    ) {
      await stream.write(`${command}\r\n`);
      asked();
      for (const owed of answers) {
        const answer = (await stream.line()).replace(/\r$/, "");
        if (/^-(MISCONF|OOM)/.test(answer)) throw new Refused(answer);
        expect(answer, owed, command);
      }
      right();
    }
  },
} satisfies Load;
