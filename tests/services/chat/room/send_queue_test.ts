import { assertEquals, assertRejects } from "@std/assert";
import { SendQueue } from "../../../../mod/services/chat/room/send_queue.ts";
import { FakeClock } from "../../../_kit/fake_clock.ts";
import { pause } from "../../../_kit/until.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

const one = (text: string) => ({ bytes: bytes(text), count: 1 });

/** A reader that takes a write only when it is told to. */
function slowReader() {
  const written: string[] = [];
  const waiting: (() => void)[] = [];
  return {
    written,
    resets: 0,
    write(piece: Uint8Array): Promise<void> {
      written.push(new TextDecoder().decode(piece));
      return new Promise((resolve) => waiting.push(resolve));
    },
    reset() {
      this.resets++;
      waiting.splice(0).forEach((go) => go());
    },
    go() {
      waiting.shift()?.();
      return pause(0);
    },
  };
}

function queueTo(reader: ReturnType<typeof slowReader>, catchUpTimeout = 60_000): SendQueue {
  return new SendQueue(reader, {
    catchUpTimeout,
    lines: 2,
    bytes: 100,
    missedLine: (n) => bytes(`missed ${n}\n`),
  });
}

Deno.test("SendQueue gathers what comes while a write is under way", async () => {
  const reader = slowReader();
  const queue = queueTo(reader);
  queue.push(one("1\n"));
  const done = queue.run();
  queue.push(one("2\n"));
  queue.push(one("3\n"));
  queue.end();
  await reader.go();
  await reader.go();
  await done;
  assertEquals(reader.written, ["1\n", "2\n3\n"]);
});

Deno.test("SendQueue writes what is pushed together at once and as one", async () => {
  const reader = slowReader();
  const queue = queueTo(reader);
  const done = queue.run();
  queue.push(one("1\n"), undefined, one("2\n"));
  assertEquals(reader.written, ["1\n2\n"]);
  queue.end();
  await reader.go();
  await done;
});

Deno.test("SendQueue fails with the reader, and writes no more", async () => {
  const written: number[] = [];
  const write = (bytes: Uint8Array) => Promise.reject(new Error(`gone after ${written.push(bytes.length)}`));
  const queue = new SendQueue({ write, reset() {} }, {
    catchUpTimeout: 1,
    lines: 1,
    bytes: 1,
    missedLine: (n) => bytes(`missed ${n}\n`),
  });
  queue.push(one("1\n"));
  await assertRejects(() => queue.run(), Error, "gone after 1");
  for (let i = 0; i < 9; i++) queue.push(one("2\n"));
  assertEquals([written.length, queue.ended], [1, true]);
});

Deno.test("SendQueue tells a reader that catches up what it missed, and forgives it", async () => {
  using clock = new FakeClock();
  const reader = slowReader();
  const queue = queueTo(reader, 50);
  const done = queue.run();
  for (const line of ["1\n", "2\n", "3\n", "4\n", "5\n"]) queue.push(one(line));
  for (let i = 0; i < 3; i++) await reader.go();
  await clock.tick(3_600_000); // longer than that
  queue.push(one("6\n"));
  queue.end();
  await reader.go();
  await reader.go();
  await done;
  assertEquals([reader.written.join(""), reader.resets], ["1\n2\n3\nmissed 2\n6\n", 0]);
});

Deno.test("SendQueue cuts a reader off that does not catch up", async () => {
  using clock = new FakeClock();
  const reader = slowReader();
  const queue = queueTo(reader, 10_000);
  const done = queue.run();
  queue.push(one("1\n"));
  await clock.tick(0); // its write is under way, and stays so
  for (const line of ["2\n", "3\n", "4\n"]) queue.push(one(line));
  await clock.tick(9999);
  assertEquals([reader.resets, queue.ended], [0, false]);
  await clock.tick(1);
  await done;
  assertEquals([reader.resets, queue.ended], [1, true]);
});

Deno.test("SendQueue gives up a reader that does not even take the last words", async () => {
  using clock = new FakeClock();
  const reader = slowReader();
  const queue = queueTo(reader, 10_000);
  const done = queue.run();
  queue.push(one("1\n"));
  queue.push(one("2\n"));
  queue.end();
  await clock.tick(9000);
  const taken = reader.go(); // the first is taken late, the second never
  await clock.tick(999);
  assertEquals([reader.written, reader.resets], [["1\n", "2\n"], 0]);
  await clock.tick(1);
  await done;
  await taken;
  assertEquals(reader.resets, 1);
});
