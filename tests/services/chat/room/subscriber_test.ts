import { assertEquals } from "@std/assert";
import { CHAT_DEFAULTS } from "../../../../mod/services/chat/chat_options.ts";
import { wholeBatch } from "../../../../mod/services/chat/line_batch.ts";
import { ConnectionSubscriber } from "../../../../mod/services/chat/room/subscriber.ts";
import { FakeClock } from "../../../_kit/fake_clock.ts";

/** A reader, and how it is written to. */
function reader() {
  const written: string[] = [];
  let go = () => {};
  const connection = {
    slow: false,
    write(bytes: Uint8Array): Promise<void> {
      written.push(new TextDecoder().decode(bytes));
      return connection.slow ? new Promise<void>((resolve) => go = resolve) : Promise.resolve();
    },
    reset() {/* nobody is cut off here */},
  };
  return { written, connection, go: () => go() };
}

const ALIVE = '{"type":"alive"}\n';

Deno.test("ConnectionSubscriber says something every so often, until it ends", async () => {
  using clock = new FakeClock();
  const { written, connection } = reader();
  const subscriber = new ConnectionSubscriber(connection, CHAT_DEFAULTS);
  const done = subscriber.run();
  subscriber.useJson();
  subscriber.keepAlive(3000);
  await clock.tick(9500);
  assertEquals(written, [ALIVE, ALIVE, ALIVE]);
  subscriber.end();
  await done;
  subscriber.keepAlive(3000); // too late to begin
  await clock.tick(60_000);
  assertEquals(written.length, 3);
});

Deno.test("ConnectionSubscriber has nothing to add for a reader who has not read the last line", async () => {
  using clock = new FakeClock();
  const { written, connection, go } = reader();
  const subscriber = new ConnectionSubscriber(connection, CHAT_DEFAULTS);
  const done = subscriber.run();
  subscriber.useJson();
  subscriber.keepAlive(1000);
  connection.slow = true;
  subscriber.deliver(wholeBatch([{ type: "note", text: "slow" }]));
  await clock.tick(10_000);
  assertEquals(written.length, 1);
  connection.slow = false;
  go();
  await clock.tick(1000);
  assertEquals(written.slice(1), [ALIVE]);
  subscriber.end();
  await done;
});

Deno.test("ConnectionSubscriber lets it be known when lines were missed", async () => {
  using clock = new FakeClock();
  const { written, connection, go } = reader();
  const subscriber = new ConnectionSubscriber(connection, { ...CHAT_DEFAULTS, bufferLines: 1 });
  const done = subscriber.run();
  let missed = 0;
  subscriber.hasMissed = () => missed++;
  connection.slow = true;
  for (const text of ["1", "2", "3", "4"]) subscriber.deliver(wholeBatch([{ type: "note", text }]));
  assertEquals(missed, 0);
  connection.slow = false;
  go();
  await clock.tick(0);
  assertEquals([missed, written.at(-1)], [1, "* 2\n* You missed 2 lines\n"]);
  subscriber.end();
  await done;
});
