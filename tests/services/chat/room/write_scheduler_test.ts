import { setImmediate } from "node:timers";
import { assert, assertEquals } from "@std/assert";
import { SendQueue } from "../../../../mod/services/chat/room/send_queue.ts";
import { WriteScheduler } from "../../../../mod/services/chat/room/write_scheduler.ts";

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

Deno.test("WriteScheduler lets no more writes begin in one turn than the runtime completes, in their order", async () => {
  const scheduler = new WriteScheduler();
  const begun: number[] = [];
  for (let i = 0; i < 250; i++) scheduler.start({ begin: () => void begun.push(i) });
  assertEquals(begun.length, 100);
  await nextTurn();
  assertEquals(begun.length, 200);
  scheduler.start({ begin: () => void begun.push(250) }); // behind those who wait
  assertEquals(begun.length, 200);
  await nextTurn();
  assertEquals(begun, Array.from({ length: 251 }, (_, i) => i));
  for (let i = 0; i < 250; i++) scheduler.start({ begin: () => void begun.push(i) });
  assert(begun.length > 251, "it may begin at once again");
  while (begun.length < 501) await nextTurn();
});

Deno.test("SendQueue writes what was queued while the scheduler let it wait as one", async () => {
  const waiting: { begin(): void }[] = [];
  const written: string[] = [];
  const write = (bytes: Uint8Array) => Promise.resolve(void written.push(new TextDecoder().decode(bytes)));
  const queue = new SendQueue({ write, reset() {} }, {
    catchUpTimeout: 1000,
    lines: 10,
    bytes: 100,
    scheduler: { start: (writer) => void waiting.push(writer) },
    missedLine: () => new Uint8Array(),
  });
  const line = (text: string) => ({ bytes: new TextEncoder().encode(text), count: 1 });
  const done = queue.run();
  queue.push(line("1\n"));
  queue.push(line("2\n"));
  assertEquals([written.length, waiting.length], [0, 1]);
  queue.end();
  waiting.shift()!.begin();
  await done;
  assertEquals([written, waiting.length], [["1\n2\n"], 0]);
});
