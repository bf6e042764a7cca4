import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { freePort } from "../net/free_port.ts";
import { NatsServer } from "./nats_server.ts";

/** Three servers that know each other. */
export async function natsCluster(): Promise<NatsServer[]> {
  const ports = [freePort(), freePort(), freePort()];
  const routes = ports.map((port) => `"nats-route://127.0.0.1:${port}"`).join(", ");
  return await Promise.all(ports.map((port, index) =>
    NatsServer.start(undefined, {
      config: `server_name: n${index}\ncluster { name: c, listen: "127.0.0.1:${port}", routes: [${routes}] }`,
    })
  ));
}

/** How many copies of a stream there are, and which server leads them. */
export async function copiesOf(
  bus: NatsServer,
  stream: string,
): Promise<{ readonly count: number; readonly leader: number }> {
  const connection = await connect({ servers: `127.0.0.1:${bus.port}` });
  try {
    const { config, cluster } = await (await jetstreamManager(connection)).streams.info(stream);
    return { count: config.num_replicas, leader: Number(cluster!.leader!.slice(1)) };
  } finally {
    await connection.close();
  }
}
