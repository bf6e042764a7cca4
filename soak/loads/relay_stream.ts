import type { Load } from "../_kit/load.ts";
import { sha256Of } from "../_kit/clients/served_files.ts";
import { ClientStream } from "../_kit/clients/client_stream.ts";
import { expect } from "../_kit/wrong_answer.ts";

export default {
  name: "relay stream",
  about:
    "random bytes through the relay to an echo and back, half-closed at the end; length and SHA-256 must be the same",
  at: "bytes",
  async converse({ server, random, signal, asked, right }) {
    const bytes = random.bytes(1 + random.integer(random.pick([100, 5000, 40_000])));
    using stream = await ClientStream.dial(server.address("bytes")!, signal);
    asked();
    const sending = stream.write(bytes).then(() => stream.closeWrite());
    sending.catch(() => {/* whoever reads notices the same */});
    const back = await stream.rest();
    // A connection that ends early is a loss, one that ends with other bytes is worse
    if (back.length < bytes.length) {
      throw new Error(`the connection ended ${bytes.length - back.length} bytes early`);
    }
    expect(sha256Of(back), sha256Of(bytes), `${back.length} of ${bytes.length} bytes`);
    await sending;
    right();
  },
} satisfies Load;
