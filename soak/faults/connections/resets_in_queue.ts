import { resetBeforeAccept } from "../../../tests/_kit/net/resetting_clients.ts";
import { streamAddresses } from "../../_kit/clients/bad_client.ts";
import type { Fault } from "../../_kit/fault.ts";
import { succeeds } from "../../_kit/system/succeeds.ts";
import type { TestedServer } from "../../_kit/servers/tested_server.ts";

/** As many as fit into the queue of a server that does not accept. */
const QUEUED = 300;
const MORE = 3000;

export default {
  name: "resets in queue",
  about:
    "thousands break off (RST) before they are accepted, three hundred of them while the server is stopped",
  appliesTo: (server) => ports(server).length > 0,
  missing: async () => await succeeds(["python3", "--version"]) ? null : "python3 is not installed",
  async inject(server, { random }) {
    const port = random.pick(ports(server));
    server.signal("SIGSTOP");
    await resetBeforeAccept(port, QUEUED);
    server.signal("SIGCONT");
    const made = await resetBeforeAccept(port, MORE);
    if (made < MORE) throw new Error(`only ${made} of ${MORE} found a place in the queue of port ${port}`);
  },
} satisfies Fault;

function ports(server: TestedServer): number[] {
  return streamAddresses(server).flatMap(([, address]) => address.transport === "tcp" ? [address.port] : []);
}
