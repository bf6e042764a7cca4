import { assert, assertEquals } from "@std/assert";
import { delay } from "@std/async";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { NatsServer } from "../../_kit/peers/nats_server.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
const serve = (bus: NatsServer, more = "") =>
  Server.start(["chat", "serve", "0", "--host", "127.0.0.1", "--rate", "0", "--bus", `${bus.url}${more}`]);

/** What was said by somebody. */
const saidBy = (name: string, { lines }: ChatPeer) =>
  lines.filter((line) => line.startsWith(`[${name}]`)).map((line) => line.slice(name.length + 3));

const numbers = (count: number) => Array.from({ length: count }, (_, i) => `n${i}`);

peerTest(
  "chat serve --bus loses and doubles nothing that was read when it is killed",
  ["nats-server", "nc"],
  async () => {
    await using bus = await NatsServer.start();
    await using first = await serve(bus);
    await using second = await serve(bus);
    await using ginette = await ChatPeer.nc(first.port, "Ginette");
    await using roger = await ChatPeer.nc(second.port, "Roger");
    await ginette.until("* Roger joined");
    for (const word of numbers(2000)) ginette.say(`/all ${word}`);
    await ginette.until("[Ginette] n100");
    await first.stop("SIGKILL");
    await ginette.ended();
    const own = saidBy("Ginette", ginette);
    await roger.until(`[Ginette] ${own.at(-1)}`);
    await roger.until("* Out of reach: Ginette");
    const read = saidBy("Ginette", roger);
    assertEquals(read, numbers(read.length), "each once and in order");
    assertEquals(own, read.slice(0, own.length), "what its author read, the others read");
  },
);

peerTest(
  "chat serve --bus has stored what it acknowledged before it is killed, and lets its people back at once",
  ["nats-server", "nc"],
  async () => {
    await using bus = await NatsServer.start();
    await using first = await serve(bus);
    await using second = await serve(bus);
    await using roger = await ChatPeer.nc(second.port, "Roger");
    const session = "session=0123456789abcdef";
    await using ginette = new ChatPeer("nc", ["127.0.0.1", String(first.port)]);
    ginette.say(`/json Ginette ${session}`);
    await ginette.until('{"type":"welcome"');
    for (const word of numbers(2000)) ginette.say(word);
    await ginette.until(/"type":"said","line":1\d\d/);
    await first.stop("SIGKILL");
    await ginette.ended();
    const acknowledged = Math.max(
      ...ginette.lines.map((line) => Number(/"said","line":(\d+)/.exec(line)?.[1] ?? 0)),
    );
    await using third = await serve(bus);
    await using again = new ChatPeer("nc", ["127.0.0.1", String(third.port)]);
    again.say(`/json Ginette ${session}`);
    const { said } = JSON.parse(await again.until('{"type":"welcome"'));
    await roger.until(`[Ginette] n${said - 1}`);
    assert(said >= acknowledged, `${said} of ${acknowledged}`);
    assertEquals(saidBy("Ginette", roger), numbers(said), "each once and in order, and no other");
    assertEquals(roger.lines.filter((line) => /^\* .*(joined|left|reach)/.test(line)), ["* Ginette joined"]);
  },
);

const SHAKES: Record<string, (bus: NatsServer) => Promise<void>> = {
  "is killed and has kept its store": async (bus) => {
    await bus.stop();
    await delay(500);
    await bus.restart();
  },
  "is killed and has lost its store": async (bus) => {
    await bus.stop();
    await bus.forget();
    await bus.restart();
  },
  "stands still for longer than anybody waits": async (bus) => {
    bus.signal("SIGSTOP");
    await delay(10_000);
    bus.signal("SIGCONT");
  },
};

for (const [what, shake] of Object.entries(SHAKES)) {
  peerTest(`chat serve --bus says each line once when its bus ${what}`, ["nats-server", "nc"], async () => {
    await using bus = await NatsServer.start();
    await using first = await serve(bus);
    await using second = await serve(bus);
    await using ginette = await ChatPeer.nc(first.port, "Ginette");
    await using roger = await ChatPeer.nc(second.port, "Roger");
    await ginette.until("* Roger joined");
    const words = numbers(400);
    const talking = (async () => {
      for (const word of words) {
        ginette.say(word);
        await delay(5);
      }
    })();
    await roger.until("[Ginette] n50");
    await shake(bus);
    await talking;
    await roger.until("[Ginette] n399");
    roger.say("/who");
    // Whoever's server comes back first is named first, when the bus has forgotten who was there
    await roger.until(/^\* Here: (Ginette, Roger|Roger, Ginette)$/);
    const read = saidBy("Ginette", roger);
    // With its store the bus loses what it had not delivered to everybody yet: one line of each, at most
    assertEquals(read, words.filter((word) => read.includes(word)), "once and in order");
    assert(
      read.length >= words.length - (what.includes("lost") ? 1 : 0),
      `${read.length} of ${words.length}`,
    );
    for (const { lines } of [ginette, roger]) {
      assertEquals(lines.filter((line) => line.endsWith(" left")), []);
    }
  });
}

peerTest(
  "chat serve --bus goes to the next server of a list, and comes back",
  ["nats-server", "nc"],
  async () => {
    await using one = await NatsServer.start();
    await using two = await NatsServer.start();
    await using server = await serve(one, `/lobby,${two.url}`);
    await using ginette = await ChatPeer.nc(server.port, "Ginette");
    await one.stop();
    await ginette.until("* The bus is back");
    await two.stop();
    await server.line((line) => line.includes("is away: it refuses the connection"));
    await one.restart();
    ginette.say("/all here");
    await ginette.until("[Ginette] here");
  },
);
