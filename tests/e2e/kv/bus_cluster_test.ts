import { assert, assertEquals } from "@std/assert";
import { answerOf, BusServer } from "../../_kit/kv/bus_servers.ts";
import { copiesOf, natsCluster } from "../../_kit/peers/nats_cluster.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { pause, until } from "../../_kit/until.ts";

peerTest(
  "kv serve --bus goes on when the leader of a cluster is killed, has all that was acknowledged, and loses no update",
  ["nats-server"],
  async () => {
    const buses = await natsCluster();
    await using stack = new AsyncDisposableStack();
    for (const bus of buses) stack.use(bus);
    const serve = (...order: number[]) =>
      BusServer.start(order.map((index) => buses[index]!.url).join(","), [], { within: 60_000 });
    await using first = await serve(0, 1, 2);
    await using second = await serve(1, 2, 0);
    const { count, leader } = await copiesOf(buses[0]!, "KV_netlab");
    assertEquals(count, 3);
    let isOver = false;
    const seen: number[] = [];
    let unknown = 0;
    const adding = Promise.all([first, first, second, second].map(async (server) => {
      const client = server.client();
      while (!isOver) {
        const answer = await answerOf(client.incr("n"));
        if (typeof answer === "number") {
          seen.push(answer);
          continue;
        }
        if (!String(answer).startsWith("-CLUSTERDOWN")) unknown++;
        await pause(20);
      }
    }));
    adding.catch(() => {/* told below, unless something else has failed before */});
    await until(() => seen.length > 100);
    await buses[leader]!.stop();
    const before = seen.length;
    await until(() => seen.length > before + 100, { within: 60_000 });
    isOver = true;
    await adding;
    assertEquals(seen.length, new Set(seen).size);
    const readers = [first.client(), second.client()];
    let read: unknown[] = [];
    await until(async () => {
      read = await Promise.all(readers.map((client) => answerOf(client.get("n"))));
      return read[0] === read[1] && /^\d+$/.test(String(read[0]));
    }).catch((error) => {
      throw new Error(`the servers say ${read.join(" and ")}, ${seen.length} seen`, { cause: error });
    });
    const n = Number(read[0]);
    assert(seen.length <= n && n <= seen.length + unknown, `${seen.length} of ${n}, ${unknown} unknown`);
  },
);
