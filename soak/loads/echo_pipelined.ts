import type { Load } from "../_kit/load.ts";
import { ClientStream } from "../_kit/clients/client_stream.ts";
import { expect } from "../_kit/wrong_answer.ts";

/** Lines that are under way at once. */
const LINES = 1000;

export default {
  name: "echo pipelined",
  about: "a thousand lines at once, then the half-close; all must come back, in order, and then the end",
  at: "echo",
  clients: 1,
  async converse({ server, mark, random, signal, asked, right }) {
    using stream = await ClientStream.dial(server.address("echo")!, signal);
    const lines = Array.from(
      { length: LINES },
      (_, number) => `${mark}-${number}-${random.integer(1e9)}`.toUpperCase(),
    );
    const sending = stream.write(lines.map((line) => `${line}\n`).join("").toLowerCase()).then(() =>
      stream.closeWrite()
    );
    // The reader notices the failure first; the writer's error is the same failure
    sending.catch(() => {});
    asked(LINES);
    for (const line of lines) {
      expect(await stream.line(), line, "pipelined line");
      right();
    }
    await sending;
    expect(String((await stream.rest()).length), "0", "bytes after the last answer");
  },
} satisfies Load;
