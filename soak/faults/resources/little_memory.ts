import { BadClient, bulkyQuestion, streamAddresses, takesStreams } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";
import { descendants } from "../../../tests/_kit/program/proc.ts";
import { MemoryLimit } from "../../_kit/system/memory_limit.ts";

/** The memory that a server may take in addition to what it has. */
const MORE_MIB = 128;

export default {
  name: "little memory",
  about:
    `a control group allows ${MORE_MIB} MiB more, and sixty clients ask for a lot and never read it, for three seconds`,
  appliesTo: (server) => takesStreams(server) && !/process|thread|exec/.test(server.name),
  missing: () => MemoryLimit.missing(),
  async inject(server, { random, pause }) {
    using limit = new MemoryLimit(MORE_MIB);
    limit.enclose([server.pid, ...descendants(server.pid)]);
    using held = new DisposableStack();
    const [protocol, address] = random.pick(streamAddresses(server));
    for (let count = 0; count < 60; count++) {
      const client = await BadClient.connect(address);
      if (client) held.use(client).write(bulkyQuestion(protocol));
    }
    await pause(3000);
  },
} satisfies Fault;
