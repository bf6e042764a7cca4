import { askHttp } from "../_kit/clients/ask_http.ts";
import type { Load } from "../_kit/load.ts";
import { collect, inspectNames, nameFor, tidy } from "../_kit/clients/uploads.ts";
import { expect, Refused } from "../_kit/wrong_answer.ts";

export default {
  name: "http put",
  about:
    "uploads a file; acknowledged it must be on the disk whole, and under a final name nothing may ever be half",
  at: "http",
  async converse({ server, random, mark, signal, asked, right }) {
    await tidy(server);
    const bytes = random.bytes(1 + random.integer(300_000));
    const name = nameFor(bytes, mark);
    asked();
    const { status } = await askHttp(
      server.address("http")!,
      { method: "PUT", path: `/${name}`, body: bytes },
      signal,
    );
    if (status >= 500) throw new Refused(`${name}: ${status}`);
    expect(String(status), "201", `PUT of ${name}`);
    await collect(server, name, bytes);
    right();
  },
  finish: inspectNames,
} satisfies Load;
