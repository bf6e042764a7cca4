import { assert, assertEquals } from "@std/assert";
import { delay } from "@std/async";
import { FreezableLine } from "../../_kit/net/freezable_line.ts";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { NatsServer } from "../../_kit/peers/nats_server.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";

const serve = (port: number) =>
  Server.start([
    "chat",
    "serve",
    "0",
    "--host",
    "127.0.0.1",
    "--rate",
    "0",
    "--bus",
    `nats://127.0.0.1:${port}`,
  ]);

/** How often a line was read. */
const count = ({ lines }: ChatPeer, wanted: RegExp) => lines.filter((line) => wanted.test(line)).length;

/** What a newcomer is shown of the past, and of who is here. */
async function pastAndList(port: number, name: string): Promise<string[]> {
  await using peer = await ChatPeer.nc(port, name);
  peer.say("/bye");
  await peer.until("À bientôt");
  const shown = peer.lines.filter((line) =>
    line.startsWith("* (history ") || line.startsWith("* Here with you")
  );
  return shown.map((line) => line.replace(/\(history [^)]*\)/, "(history)"));
}

peerTest(
  "chat serve --bus tells who is cut off, and afterwards everybody reads the same, and nobody has another's name",
  ["nats-server", "nc"],
  async () => {
    await using bus = await NatsServer.start();
    await using line = new FreezableLine(bus.port);
    await using first = await serve(line.port);
    await using second = await serve(bus.port);
    await using ginette = await ChatPeer.nc(first.port, "Ginette");
    await using roger = await ChatPeer.nc(second.port, "Roger");
    await using logger = await ChatPeer.joined(
      new ChatPeer("nc", ["127.0.0.1", `${second.port}`]),
      "Lucette",
    );
    await ginette.until("* Lucette joined");
    const frozen = performance.now();
    line.freeze();
    await ginette.until("* The bus is away: 2 people on other servers are out of reach");
    await roger.until("* Out of reach: Ginette");
    assert(performance.now() - frozen < 9000, `${performance.now() - frozen} ms`);
    ginette.say("/who");
    await ginette.until("* Here: Ginette; out of reach: Roger, Lucette");
    await using marcel = new ChatPeer("nc", ["127.0.0.1", `${first.port}`]);
    marcel.say("Marcel");
    await marcel.until("* The room is cut off");
    ginette.say("waiting");
    await using other = await ChatPeer.nc(second.port, "ginette");
    other.say("meanwhile");
    await roger.until("[ginette] meanwhile");
    line.thaw();
    await ginette.until("* Ginette is now Ginette2");
    await ginette.until(
      "* While the other servers were out of reach, somebody there has taken the name Ginette",
    );
    await ginette.until("[ginette] meanwhile");
    await roger.until("* Within reach again: Ginette2 (was Ginette)");
    await roger.until("[Ginette2] waiting");
    await roger.until("* Marcel joined");
    await marcel.until("* Here with you: Roger, Lucette, ginette, Ginette2");
    for (const peer of [ginette, roger, logger, other]) {
      peer.say("/who");
      await peer.until("* Here: Roger, Lucette, ginette, Ginette2, Marcel");
      assertEquals(count(peer, / left$/), 0);
      assert(count(peer, /^\* (Out of|Within) reach/) <= 2, peer.lines.join("\n"));
    }
    assertEquals(await pastAndList(first.port, "a"), await pastAndList(second.port, "a"));
  },
);

peerTest(
  "chat serve --bus lets a server that stood still come in again, and tells it once",
  ["nats-server", "nc"],
  async () => {
    await using bus = await NatsServer.start();
    await using first = await serve(bus.port);
    await using second = await serve(bus.port);
    await using roger = await ChatPeer.nc(second.port, "Roger");
    await using ginette = await ChatPeer.nc(first.port, "Ginette");
    await using lucette = await ChatPeer.nc(first.port, "Lucette");
    await roger.until("* Lucette joined");
    first.child.kill("SIGSTOP");
    ginette.say("asleep");
    await roger.until("* Out of reach: Ginette, Lucette");
    roger.say("Are you there?");
    await delay(1000);
    first.child.kill("SIGCONT");
    await roger.until("* Within reach again: Ginette, Lucette");
    await second.line((line) => line.endsWith("Another server of the room does not answer: 2 people there"));
    await second.line((line) => line.endsWith("The other server of the room answers again: 2 people there"));
    await roger.until("[Ginette] asleep");
    await lucette.until("[Roger] Are you there?");
    await lucette.until("[Ginette] asleep");
    roger.say("/who");
    await roger.until("* Here: Roger, Ginette, Lucette");
    for (const peer of [roger, lucette]) {
      assertEquals(count(peer, /asleep/), 1);
      assertEquals(count(peer, / left$|^\* The bus/), 0, peer.lines.join("\n"));
    }
    assertEquals(count(roger, /reach/), 2);
  },
);
