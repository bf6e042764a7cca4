import { assert, assertEquals } from "@std/assert";
import { type JetStreamManager, jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { NatsServer } from "../../_kit/peers/nats_server.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";

const STREAM = "NETLAB_CHAT_lobby";
const LOG = "netlab.chat.lobby.log";
const args = (bus: NatsServer) => ["chat", "serve", "0", "--host", "127.0.0.1", "--bus", bus.url];
const serve = (bus: NatsServer) => Server.start(args(bus));

/** Does something as the one who runs the bus. */
async function asOperator(
  bus: NatsServer,
  act: (manager: JetStreamManager) => Promise<unknown>,
): Promise<void> {
  const connection = await connect({ servers: `127.0.0.1:${bus.port}` });
  try {
    await act(await jetstreamManager(connection));
  } finally {
    await connection.close();
  }
}

peerTest(
  "chat serve --bus refuses the line that its stream is too short for, and nothing else",
  ["nats-server", "nc"],
  async () => {
    await using bus = await NatsServer.start();
    await asOperator(
      bus,
      (manager) => manager.streams.add({ name: STREAM, subjects: ["netlab.chat.*.>"], max_msg_size: 600 }),
    );
    await using server = await serve(bus);
    await using ginette = await ChatPeer.nc(server.port, "Ginette");
    ginette.say(`/all ${"x".repeat(1000)}`);
    await ginette.until("* The line is longer than the bus takes, so it was not sent");
    await asOperator(bus, (manager) => manager.streams.update(STREAM, { max_msg_size: 400 }));
    ginette.say(`/all ${"x".repeat(350)}`);
    ginette.say("/all short");
    await ginette.until("[Ginette] short");
    assertEquals(ginette.lines.filter((line) => line.startsWith("* The line is longer")).length, 2);
    assert(!ginette.lines.some((line) => line.startsWith("* The bus")), ginette.lines.join("\n"));
  },
);

peerTest(
  "chat serve --bus names a stream that keeps something else, and joins when it is gone",
  ["nats-server"],
  async () => {
    await using bus = await NatsServer.start();
    await asOperator(
      bus,
      (manager) => manager.streams.add({ name: STREAM, subjects: ["netlab.chat.other.>"] }),
    );
    await using server = Server.spawn(args(bus));
    await server.line((line) => line.includes(`its stream ${STREAM} does not keep ${LOG}`));
    await asOperator(bus, (manager) => manager.streams.delete(STREAM));
    await server.line((line) => line.includes("listening on "));
  },
);

peerTest(
  "chat serve --bus waits for a stream that is full, and says then what was written",
  ["nats-server", "nc"],
  async () => {
    await using bus = await NatsServer.start();
    await asOperator(
      bus,
      (manager) =>
        manager.streams.add({ name: STREAM, subjects: [LOG], max_msgs: 8, discard: "new" as never }),
    );
    await using server = await serve(bus);
    await using ginette = await ChatPeer.nc(server.port, "Ginette");
    for (let number = 0; number < 8; number++) ginette.say(`/all n${number}.`);
    await ginette.until("* The bus is away");
    await server.line((line) => line.includes("is away: its storage is full"));
    await asOperator(bus, (manager) => manager.streams.update(STREAM, { max_msgs: 1000 }));
    await ginette.until("[Ginette] n7.");
    const said = ginette.lines.filter((line) => line.startsWith("[Ginette]"));
    assertEquals(said, Array.from({ length: 8 }, (_, number) => `[Ginette] n${number}.`));
  },
);

peerTest(
  "chat serve --bus keeps its people when its stream is purged or deleted, also for servers that come then",
  ["nats-server", "nc"],
  async () => {
    await using bus = await NatsServer.start();
    await using first = await serve(bus);
    await using second = await serve(bus);
    await using ginette = await ChatPeer.nc(first.port, "Ginette");
    await using roger = await ChatPeer.nc(second.port, "Roger");
    await ginette.until("* Roger joined");
    await asOperator(bus, (manager) => manager.streams.purge(STREAM));
    roger.say("purged");
    await ginette.until("[Roger] purged");
    await using third = await serve(bus);
    await using marcel = await ChatPeer.nc(third.port, "Marcel");
    for (const { name, peer } of [{ name: "Roger", peer: ginette }, { name: "Ginette", peer: roger }]) {
      await peer.until(`* Within reach again: ${name}`);
      await peer.until("* Marcel joined");
    }
    await asOperator(bus, (manager) => manager.streams.delete(STREAM));
    await first.line((line) => line.includes("its storage is gone"));
    roger.say("deleted");
    await ginette.until("[Roger] deleted");
    await marcel.until("[Roger] deleted");
    const lists = await Promise.all([ginette, roger, marcel].map((peer) => listWith(peer, 3)));
    assertEquals(new Set(lists).size, 1, lists.join("\n"));
    for (const { lines } of [ginette, roger, marcel]) {
      assertEquals(lines.filter((line) => line.endsWith(" left")), []);
      assert(lines.filter((line) => line === "[Roger] deleted").length <= 1);
    }
  },
);

/** Asks who is here until it is so many. */
async function listWith(peer: ChatPeer, people: number): Promise<string> {
  const list = new RegExp(`^\\* Here: [^,]+(, [^,]+){${people - 1}}$`);
  const asking = setInterval(() => peer.say("/who"), 200);
  try {
    return await peer.until(list);
  } finally {
    clearInterval(asking);
  }
}
