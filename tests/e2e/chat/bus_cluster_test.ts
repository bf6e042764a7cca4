import { assertEquals } from "@std/assert";
import { delay } from "@std/async";
import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { freePort } from "../../_kit/net/free_port.ts";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { NatsServer } from "../../_kit/peers/nats_server.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";

/** Three servers that know each other. */
async function cluster(): Promise<NatsServer[]> {
  const ports = [freePort(), freePort(), freePort()];
  const routes = ports.map((port) => `"nats-route://127.0.0.1:${port}"`).join(", ");
  return await Promise.all(ports.map((port, index) =>
    NatsServer.start(undefined, {
      config: `server_name: n${index}\ncluster { name: c, listen: "127.0.0.1:${port}", routes: [${routes}] }`,
    })
  ));
}

/** How many copies of the room there are, and who leads them. */
async function copies(bus: NatsServer): Promise<{ count: number; leader: string }> {
  const connection = await connect({ servers: `127.0.0.1:${bus.port}` });
  try {
    const { config, cluster } = await (await jetstreamManager(connection)).streams.info("NETLAB_CHAT_lobby");
    return { count: config.num_replicas, leader: cluster!.leader! };
  } finally {
    await connection.close();
  }
}

peerTest(
  "chat serve --bus loses and doubles nothing when the leader of a cluster is killed in mid-burst",
  ["nats-server", "nc"],
  async () => {
    const buses = await cluster();
    await using stack = new AsyncDisposableStack();
    for (const bus of buses) stack.use(bus);
    const serve = (...order: number[]) =>
      Server.start([
        ...["chat", "serve", "0", "--host", "127.0.0.1", "--rate", "0"],
        ...["--bus", order.map((index) => buses[index]!.url).join(",")],
      ], { within: 60_000 });
    await using first = await serve(0, 1, 2);
    await using second = await serve(1, 2, 0);
    await using ginette = await ChatPeer.nc(first.port, "Ginette");
    await using roger = await ChatPeer.nc(second.port, "Roger");
    await ginette.until("* Roger joined");
    const { count, leader } = await copies(buses[0]!);
    assertEquals(count, 3);
    const words = Array.from({ length: 300 }, (_, number) => `n${number}.`);
    const talking = (async () => {
      for (const word of words) {
        ginette.say(word);
        await delay(5);
      }
    })();
    await roger.until("[Ginette] n50.");
    await buses[Number(leader.slice(1))]!.stop();
    await talking;
    await roger.until("[Ginette] n299.");
    const read = roger.lines.filter((line) => line.startsWith("[Ginette]"));
    assertEquals(read, words.map((word) => `[Ginette] ${word}`));
    assertEquals(roger.lines.filter((line) => line.endsWith(" left")), []);
  },
);
