import type { Load } from "../_kit/load.ts";
import { SERVED, sha256Of } from "../_kit/clients/served_files.ts";
import { ClientStream } from "../_kit/clients/client_stream.ts";
import { expect, Refused } from "../_kit/wrong_answer.ts";

export default {
  name: "files raw",
  about:
    "fetches a file by the exercises' protocol; size and SHA-256 must be the original's, and then the end",
  at: "files",
  async converse({ server, random, signal, asked, right }) {
    const { name, bytes } = random.pick(SERVED);
    using stream = await ClientStream.dial(server.address("files")!, signal);
    await stream.write(`${name}\n`);
    asked();
    const verdict = await stream.line();
    if (verdict === "KO") throw new Refused(`${name}: KO ${await stream.line()}`);
    expect(verdict, "OK", name);
    expect(await stream.line(), String(bytes.length), `size of ${name}`);
    expect(sha256Of(await stream.bytes(bytes.length)), sha256Of(bytes), `content of ${name}`);
    expect(String((await stream.rest()).length), "0", `bytes after ${name}`);
    right();
  },
} satisfies Load;
