import { assertEquals } from "@std/assert";
import { WorkerSlots } from "../../mod/server/worker_slots.ts";

/** A wait on shared memory alone does not keep a program running; in a worker its message port does. */
async function awake(test: () => Promise<void>): Promise<void> {
  const timer = setInterval(() => {}, 1000);
  await test().finally(() => clearInterval(timer));
}

const never = new AbortController().signal;

/** The same slots as two workers see them. */
function shared(count: number): [WorkerSlots, WorkerSlots] {
  const memory = WorkerSlots.memory(count);
  return [new WorkerSlots(memory), new WorkerSlots(memory)];
}

Deno.test("WorkerSlots.take() gives the own slot first, then any other, then none", () => {
  const [here, there] = shared(3);
  assertEquals([here.take(1), there.take(1), here.take(1), there.take(2)], [1, 0, 2, undefined]);
});

Deno.test("WorkerSlots.takeNext() waits for a slot that another worker gives back", () =>
  awake(async () => {
    const [here, there] = shared(1);
    here.take(0);
    const next = there.takeNext(0);
    here.release(0);
    assertEquals(await next, 0);
  }));

Deno.test("WorkerSlots.takeOwn() leaves the others' slots alone", () =>
  awake(async () => {
    const [here, there] = shared(2);
    here.take(0);
    const own = there.takeOwn(0);
    here.release(0);
    assertEquals(await own, 0);
    assertEquals(here.take(1), 1);
  }));

Deno.test("WorkerSlots.whenFree() takes nothing, and ends when it is told to", () =>
  awake(async () => {
    const [here, there] = shared(1);
    await here.whenFree(never);
    here.take(0);
    const stop = new AbortController();
    const waiting = there.whenFree(stop.signal);
    stop.abort();
    there.wake();
    await waiting;
  }));

Deno.test("WorkerSlots.vacate() frees what a dead worker answered for, and nothing else", () => {
  const [here, there] = shared(3);
  here.take(0);
  here.take(0); // the slot of worker 1, for a client of worker 0
  there.take(2);
  there.vacate(0);
  assertEquals([there.take(1), there.take(1), there.take(1)], [1, 0, undefined]);
});

Deno.test("WorkerSlots.takeOver() lets the worker answer for a slot that another one took", () => {
  const [here, there] = shared(2);
  here.take(0);
  here.take(0);
  there.takeOver(1);
  there.vacate(0);
  assertEquals([here.take(0), here.take(0)], [0, undefined]);
});
