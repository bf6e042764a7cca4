import { assertEquals } from "@std/assert";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { NatsServer } from "../../_kit/peers/nats_server.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
const serve = (bus: NatsServer) =>
  Server.start(["chat", "serve", "0", "--host", "127.0.0.1", "--bus", bus.url]);

/** What was said, without the news. */
const said = (peer: ChatPeer) => peer.lines.filter((line) => line.startsWith("["));

peerTest(
  "chat serve --bus makes one room of two servers, in one order for everybody",
  ["nats-server", "nc"],
  async () => {
    await using bus = await NatsServer.start();
    await using first = await serve(bus);
    await using second = await serve(bus);
    await using ginette = await ChatPeer.nc(first.port, "Ginette");
    await using roger = await ChatPeer.nc(second.port, "Roger");
    assertEquals(await roger.until("* Here with you"), "* Here with you: Ginette");
    await ginette.until("* Roger joined");
    for (let i = 0; i < 50; i++) {
      ginette.say(`/all g${i}`);
      roger.say(`/all r${i}`);
    }
    for (const peer of [ginette, roger]) {
      await peer.until("[Ginette] g49");
      await peer.until("[Roger] r49");
    }
    assertEquals(said(ginette), said(roger));
    const own = said(roger).filter((line) => line.startsWith("[Ginette]"));
    assertEquals(own, Array.from({ length: 50 }, (_, i) => `[Ginette] g${i}`));
  },
);

peerTest("chat serve --bus keeps names unique and private lines private", ["nats-server", "nc"], async () => {
  await using bus = await NatsServer.start();
  await using first = await serve(bus);
  await using second = await serve(bus);
  await using ginette = await ChatPeer.nc(first.port, "Ginette");
  await using roger = await ChatPeer.nc(second.port, "Roger");
  await using twin = new ChatPeer("nc", ["127.0.0.1", String(second.port)]);
  twin.say("ginette");
  await twin.until("* The name ginette is taken");
  roger.say("/msg Ginette psst");
  await ginette.until("[Roger -> Ginette] psst");
  await second.stop("SIGKILL");
  await ginette.until("* Out of reach: Roger");
});

peerTest("chat serve --bus loses nothing while the bus is away", ["nats-server", "nc"], async () => {
  await using bus = await NatsServer.start();
  await using first = await serve(bus);
  await using second = await serve(bus);
  await using ginette = await ChatPeer.nc(first.port, "Ginette");
  await using roger = await ChatPeer.nc(second.port, "Roger");
  ginette.say("before");
  await roger.until("[Ginette] before");
  await bus.stop();
  await ginette.until("* The bus is away");
  for (const word of ["un", "deux", "trois"]) ginette.say(word);
  await bus.restart();
  for (const word of ["un", "deux", "trois"]) await roger.until(`[Ginette] ${word}`);
  assertEquals(said(roger), ["[Ginette] before", "[Ginette] un", "[Ginette] deux", "[Ginette] trois"]);
  await using marcel = await ChatPeer.nc(second.port, "Marcel");
  await marcel.until(/^\* \(history .*\[Ginette\] trois$/);
});
