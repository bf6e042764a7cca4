import { assertEquals } from "@std/assert";
import { delay } from "@std/async";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { copiesOf, natsCluster } from "../../_kit/peers/nats_cluster.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";

peerTest(
  "chat serve --bus loses and doubles nothing when the leader of a cluster is killed in mid-burst",
  ["nats-server", "nc"],
  async () => {
    const buses = await natsCluster();
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
    const { count, leader } = await copiesOf(buses[0]!, "NETLAB_CHAT_lobby");
    assertEquals(count, 3);
    const words = Array.from({ length: 300 }, (_, number) => `n${number}.`);
    const talking = (async () => {
      for (const word of words) {
        ginette.say(word);
        await delay(5);
      }
    })();
    await roger.until("[Ginette] n50.");
    await buses[leader]!.stop();
    await talking;
    await roger.until("[Ginette] n299.");
    const read = roger.lines.filter((line) => line.startsWith("[Ginette]"));
    assertEquals(read, words.map((word) => `[Ginette] ${word}`));
    assertEquals(roger.lines.filter((line) => line.endsWith(" left")), []);
  },
);
