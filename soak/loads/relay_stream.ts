import type { Load } from "../_kit/load.ts";
import { sha256 } from "../_kit/served_files.ts";
import { Talk } from "../_kit/talk.ts";
import { expect } from "../_kit/wrong.ts";

export default {
  name: "relay stream",
  about:
    "random bytes through the relay to an echo and back, half-closed at the end; length and SHA-256 must be the same",
  at: "bytes",
  async converse({ subject, random, signal, asked, right }) {
    const bytes = random.bytes(1 + random.integer(random.pick([100, 5000, 40_000])));
    using talk = await Talk.dial(subject.door("bytes")!, signal);
    asked();
    const sending = talk.write(bytes).then(() => talk.closeWrite());
    sending.catch(() => {/* whoever reads notices the same */});
    const back = await talk.rest();
    // A connection that ends early is a loss, one that ends with other bytes is worse
    if (back.length < bytes.length) {
      throw new Error(`the connection ended ${bytes.length - back.length} bytes early`);
    }
    expect(sha256(back), sha256(bytes), `${back.length} of ${bytes.length} bytes`);
    await sending;
    right();
  },
} satisfies Load;
