import { assertEquals } from "@std/assert";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { NatsServer } from "../../_kit/peers/nats_server.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

const SESSION = "session=0123456789abcdef";

/** A program that is told what became of its lines. */
async function program(port: number, demands: string): Promise<{ peer: ChatPeer; welcome: Welcome }> {
  const peer = new ChatPeer("nc", ["127.0.0.1", String(port)]);
  peer.say(`/json Ginette ${demands}`);
  return { peer, welcome: JSON.parse(await peer.until('{"type":"welcome"')) };
}

interface Welcome {
  readonly room: string;
  readonly seq: number;
  readonly since?: number;
  readonly said?: number;
}

const past = (peer: ChatPeer) =>
  peer.lines.filter((line) => line.includes('"history":true')).map((line) => JSON.parse(line).text);

peerTest("a session goes from one server of a room to another, and takes its name along", [
  "nats-server",
  "nc",
], async () => {
  await using bus = await NatsServer.start();
  const serve = () => Server.start(["chat", "serve", "0", "--host", "127.0.0.1", "--bus", bus.url]);
  await using first = await serve();
  await using second = await serve();
  await using roger = await ChatPeer.nc(second.port, "Roger");
  const before = await program(first.port, SESSION);
  await using lost = before.peer;
  for (const text of ["un", "deux"]) lost.say(text);
  await lost.until('{"type":"said","line":2');
  roger.say("meanwhile");
  await roger.until("[Ginette] deux");
  await lost.until(/"meanwhile"/);
  const after = await program(
    second.port,
    `${SESSION} room=${before.welcome.room} since=${before.welcome.seq}`,
  );
  await using back = after.peer;
  assertEquals([after.welcome.room, after.welcome.said], [before.welcome.room, 2]);
  assertEquals(past(back), ["un", "deux", "meanwhile"]);
  await lost.until('{"type":"replaced"}');
  back.say("trois");
  await back.until('{"type":"said","line":3');
  await roger.until("[Ginette] trois");
  assertEquals(roger.lines.filter((line) => /Ginette (joined|left)/.test(line)), ["* Ginette joined"]);
});

peerTest(
  "a session outlives a server with a history that is killed, and no other server",
  ["nc"],
  async () => {
    using temp = new TempFolder();
    for (const options of [["--history", `${temp.path}/talk.db`], []]) {
      const serve = (port: number) =>
        Server.start(["chat", "serve", String(port), "--host", "127.0.0.1", ...options]);
      const first = await serve(0);
      const before = await program(first.port, SESSION);
      await using lost = before.peer;
      for (const text of ["un", "deux"]) lost.say(text);
      await lost.until('{"type":"said","line":2');
      await first.stop("SIGKILL");
      await using second = await serve(first.port);
      const after = await program(second.port, `${SESSION} room=${before.welcome.room} since=1`);
      await using back = after.peer;
      const { room, since, said } = after.welcome;
      if (options.length > 0) {
        assertEquals([room, since, said], [before.welcome.room, 1, 2]);
        await back.until(/"deux"/);
        assertEquals(past(back), ["deux"]);
      } else assertEquals([room === before.welcome.room, since, said], [false, undefined, 0]);
    }
  },
);
