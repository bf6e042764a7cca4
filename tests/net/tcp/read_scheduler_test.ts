import { assert, assertEquals } from "@std/assert";
import { ReadScheduler } from "../../../mod/net/tcp/read_scheduler.ts";

/**
 * So many connections read in turn, 1024 reads in all: two samples, the first of which only starts the clock.
 */
function readBy(connections: number, scheduler: ReadScheduler): void {
  const marks = new Array<number>(connections).fill(0);
  for (let read = 0; read < 1024; read++) {
    const who = read % connections;
    marks[who] = scheduler.served(marks[who]!);
  }
}

Deno.test("ReadScheduler lets a few connections read as often as they like", () => {
  const scheduler = new ReadScheduler();
  for (let sample = 0; sample < 5; sample++) readBy(99, scheduler);
  assertEquals(scheduler.turn(), undefined);
});

Deno.test("ReadScheduler makes a crowd wait for the round, and lets all of it in together", async () => {
  const scheduler = new ReadScheduler();
  readBy(150, scheduler);
  const turns = Array.from({ length: 150 }, () => scheduler.turn());
  assert(turns.every((turn) => turn !== undefined));
  await Promise.all(turns);
  await untilOpen(scheduler);
});

Deno.test("ReadScheduler ends a round at once when as many wait as took part in the last", async () => {
  const scheduler = new ReadScheduler();
  readBy(150, scheduler);
  await Promise.all(Array.from({ length: 150 }, () => scheduler.turn()));
  const next = Array.from({ length: 150 }, () => scheduler.turn());
  let open = false;
  next[0]?.then(() => open = true);
  await Promise.resolve();
  assert(open, "no clock should be needed");
  await untilOpen(scheduler);
});

Deno.test("ReadScheduler opens again when the crowd has gone", async () => {
  const scheduler = new ReadScheduler();
  readBy(150, scheduler);
  await scheduler.turn();
  assertEquals(scheduler.turn(), undefined);
});

/** Leaves no clock behind: a round with few in it is the last. */
async function untilOpen(scheduler: ReadScheduler): Promise<void> {
  for (let turn = scheduler.turn(); turn !== undefined; turn = scheduler.turn()) await turn;
}
