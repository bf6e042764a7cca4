import type { Fault } from "../_kit/fault.ts";
import { PATIENCE_MS } from "../_kit/keep_conversing.ts";
import { SERVED, sha256 } from "../_kit/served_files.ts";
import { Talk } from "../_kit/talk.ts";

export default {
  name: "late reader",
  about:
    "a client asks for a bulky file, does not read for three seconds, then goes on: every byte must still come",
  suits: (subject) => subject.door("files") !== undefined,
  async inject(subject, { pause, right }) {
    const { name, bytes } = SERVED.at(-1)!;
    using talk = await Talk.dial(subject.door("files")!, AbortSignal.timeout(PATIENCE_MS));
    await talk.write(`${name}\n`);
    const heads = [await talk.line(), await talk.line()].join(" ");
    await pause(3000);
    const content = await talk.bytes(bytes.length);
    if (heads !== `OK ${bytes.length}` || sha256(content) !== sha256(bytes)) {
      throw new Error(`the late reader got ${heads} and other bytes than the file's`);
    }
    right();
  },
} satisfies Fault;
