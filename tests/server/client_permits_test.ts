import { assertEquals } from "@std/assert";
import { ClientPermits } from "../../mod/server/client_permits.ts";

/** A wait on shared memory alone does not keep a program running; in a worker its message port does. */
async function awake(test: () => Promise<void>): Promise<void> {
  const timer = setInterval(() => {}, 1000);
  await test().finally(() => clearInterval(timer));
}

const never = new AbortController().signal;

/** The same permits as two workers see them. */
function shared(permits: number): [ClientPermits, ClientPermits] {
  const memory = ClientPermits.memory(permits, 2);
  return [new ClientPermits(memory), new ClientPermits(memory)];
}

/** How many permits are free, found out by taking them all. */
async function free(permits: ClientPermits): Promise<number> {
  const stopped = AbortSignal.abort();
  let taken = 0;
  while (await permits.take(0, stopped)) taken++;
  for (let at = 0; at < taken; at++) permits.release(0);
  return taken;
}

Deno.test("ClientPermits.take() waits for a permit that another worker gives back", () =>
  awake(async () => {
    const [here, there] = shared(1);
    assertEquals(await here.take(0, never), true);
    const next = there.take(1, never);
    here.release(0);
    assertEquals(await next, true);
    assertEquals(await free(here), 0);
  }));

Deno.test("ClientPermits.take() ends without one when it is told to", () =>
  awake(async () => {
    const [here, there] = shared(1);
    await here.take(0, never);
    const stop = new AbortController();
    const waiting = there.take(1, stop.signal);
    stop.abort();
    there.wake();
    assertEquals(await waiting, false);
  }));

Deno.test("ClientPermits.vacate() gives back what a dead worker held, and nothing else", () =>
  awake(async () => {
    const [here, there] = shared(3);
    await here.take(0, never);
    await here.take(0, never);
    await there.take(1, never);
    there.vacate(0);
    assertEquals(await free(there), 2);
    there.vacate(0);
    assertEquals(await free(there), 2);
  }));

Deno.test("ClientPermits counts as far as a cell can", async () => {
  const permits = new ClientPermits(ClientPermits.memory(Number.MAX_SAFE_INTEGER, 1));
  assertEquals(await permits.take(0, never), true);
});
