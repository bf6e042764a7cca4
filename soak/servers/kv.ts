import { join } from "@std/path";
import type { NatsServer } from "../../tests/_kit/peers/nats_server.ts";
import type { Ports } from "../_kit/servers/ports.ts";
import type { ServersOf } from "../_kit/servers/run_resources.ts";
import { HERE } from "../_kit/servers/server_options.ts";
import { TestedServer } from "../_kit/servers/tested_server.ts";

/** The disk of the store, MiB: its clients delete what they have set. */
const STORE_MIB = 16;

export default (async ({ workDir, bus, ports }) => {
  const { path, small } = await workDir.disk("kv-store", STORE_MIB);
  return [
    new TestedServer({
      name: "kv",
      sockets: ["kv", "kv-udp"],
      args: ([port, udp]) => ["kv", "serve", `${port}`, ...HERE, "--udp", `${udp}`],
    }, ports),
    new TestedServer({
      name: "kv-store",
      sockets: ["kv"],
      folder: path,
      ...(small ? { disk: path } : {}),
      args: ([port]) => ["kv", "serve", `${port}`, ...HERE, "--store", join(path, "keys.db")],
    }, ports),
    ...(bus === undefined ? [] : twoServers(bus, ports)),
  ];
}) satisfies ServersOf;

/** The same keys on two servers. What happens to the bus happens by way of the room that has it, too. */
function twoServers(bus: NatsServer, ports: Ports): TestedServer[] {
  const pair: TestedServer[] = ["kv-bus-a", "kv-bus-b"].map((name, index) =>
    new TestedServer({
      name,
      sockets: ["kv"],
      keptBy: bus,
      partner: () => pair[1 - index]!,
      args: ([port]) => ["kv", "serve", `${port}`, ...HERE, "--bus", `${bus.url}/soak`],
    }, ports)
  );
  return pair;
}
