import { assert, assertEquals } from "@std/assert";
import { answerOf, BusServer } from "../../_kit/kv/bus_servers.ts";
import { NatsServer } from "../../_kit/peers/nats_server.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { pause, until } from "../../_kit/until.ts";

const COUNTERS = ["a", "b", "c"];
const KILLS = 6;

peerTest(
  "kv serve --bus counts what it has acknowledged once, and all servers have the same, however often the bus is killed under load",
  ["nats-server"],
  async () => {
    await using bus = await NatsServer.start();
    await using first = await BusServer.start(bus.url);
    await using second = await BusServer.start(bus.url);
    await using third = await BusServer.start(bus.url);
    const servers = [first, second, third];
    const told = new Map(COUNTERS.map((counter) => [counter, [] as number[]]));
    const unknown = new Map(COUNTERS.map((counter) => [counter, 0]));
    let isOver = false;
    const clients = servers.flatMap((server) => Array.from({ length: 4 }, () => server.client()));
    const asking = clients.map(async (client, at) => {
      for (let turn = 0; !isOver; turn++) {
        // Deletions and keys that are over leave holes in the numbers of the bus
        const counter = COUNTERS[turn % COUNTERS.length]!;
        await answerOf(turn % 2 === 0 ? client.set(`short ${at}`, "x", "PX", 50) : client.del(`short ${at}`));
        const answer = await answerOf(client.incr(counter));
        if (typeof answer === "number") told.get(counter)!.push(answer);
        else if (`${answer}`.includes("is not known")) unknown.set(counter, unknown.get(counter)! + 1);
        else await pause(10);
      }
    });
    for (let kill = 0; kill < KILLS; kill++) {
      await pause(1000);
      await bus.stop();
      await bus.restart();
    }
    await pause(1000);
    isOver = true;
    await Promise.all(asking);
    const views = await Promise.all(servers.map(async (server) => {
      let values: unknown;
      await until(async () => Array.isArray(values = await answerOf(server.client().mget(...COUNTERS))));
      return values as string[];
    }));
    assertEquals(views[1], views[0]);
    assertEquals(views[2], views[0]);
    for (const [at, counter] of COUNTERS.entries()) {
      const numbers = told.get(counter)!;
      assertEquals(new Set(numbers).size, numbers.length, `a number of ${counter} was told twice`);
      const more = Number(views[0]![at]) - numbers.length;
      assert(
        more >= 0 && more <= unknown.get(counter)!,
        `${counter}: ${more} more, ${unknown.get(counter)} unknown`,
      );
    }
  },
);
