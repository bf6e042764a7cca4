import type { Load } from "../_kit/load.ts";
import { SERVED, sha256 } from "../_kit/served_files.ts";
import { Talk } from "../_kit/talk.ts";
import { expect, Refused } from "../_kit/wrong.ts";

export default {
  name: "files raw",
  about:
    "fetches a file by the exercises' protocol; size and SHA-256 must be the original's, and then the end",
  at: "files",
  async converse({ subject, random, signal, asked, right }) {
    const { name, bytes } = random.pick(SERVED);
    using talk = await Talk.dial(subject.door("files")!, signal);
    await talk.write(`${name}\n`);
    asked();
    const verdict = await talk.line();
    if (verdict === "KO") throw new Refused(`${name}: KO ${await talk.line()}`);
    expect(verdict, "OK", name);
    expect(await talk.line(), String(bytes.length), `size of ${name}`);
    expect(sha256(await talk.bytes(bytes.length)), sha256(bytes), `content of ${name}`);
    expect(String((await talk.rest()).length), "0", `bytes after ${name}`);
    right();
  },
} satisfies Load;
