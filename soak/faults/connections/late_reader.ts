import type { Fault } from "../../_kit/fault.ts";
import { CONVERSATION_TIMEOUT_MS } from "../../_kit/clients/run_client.ts";
import { SERVED, sha256Of } from "../../_kit/clients/served_files.ts";
import { ClientStream } from "../../_kit/clients/client_stream.ts";

export default {
  name: "late reader",
  about:
    "a client asks for a bulky file, does not read for three seconds, then goes on: every byte must still come",
  appliesTo: (server) => server.address("files") !== undefined,
  async inject(server, { pause, right }) {
    const { name, bytes } = SERVED.at(-1)!;
    using stream = await ClientStream.dial(
      server.address("files")!,
      AbortSignal.timeout(CONVERSATION_TIMEOUT_MS),
    );
    await stream.write(`${name}\n`);
    const heads = [await stream.line(), await stream.line()].join(" ");
    await pause(3000);
    const content = await stream.bytes(bytes.length);
    if (heads !== `OK ${bytes.length}` || sha256Of(content) !== sha256Of(bytes)) {
      throw new Error(`the late reader got ${heads} and other bytes than the file's`);
    }
    right();
  },
} satisfies Fault;
