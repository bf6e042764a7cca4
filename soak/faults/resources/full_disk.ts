import { join } from "@std/path";
import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "full disk",
  about:
    "the small disk a server writes to is filled to the last byte for two seconds; it may refuse, and nothing else",
  appliesTo: (server) => server.plan.disk !== undefined,
  async inject(server, { pause }) {
    const filler = join(server.plan.disk!, ".filler");
    using _full = server.outages.begin({ may: ["refuse"] });
    try {
      const filling = fill(filler);
      await pause(2000);
      await filling;
    } finally {
      await Deno.remove(filler).catch(() => {/* there was no room for its name */});
    }
  },
} satisfies Fault;

/** Takes all the space there is, and a moment later the space that others have given back. */
async function fill(path: string): Promise<void> {
  using file = await Deno.open(path, { create: true, append: true });
  for (const size of [1_000_000, 10_000, 100, 1, 10_000, 100, 1]) {
    const piece = new Uint8Array(size);
    try {
      while (await file.write(piece) === size) continue;
    } catch {
      // no space left on the device, as intended
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
