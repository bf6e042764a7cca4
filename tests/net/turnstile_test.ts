import { assert, assertEquals } from "@std/assert";
import { Turnstile } from "../../mod/net/turnstile.ts";

/** So many connections read in turn, 1024 reads in all: two samples, the first of which only starts the clock. */
function readBy(connections: number, turnstile: Turnstile): void {
  const marks = new Array<number>(connections).fill(0);
  for (let read = 0; read < 1024; read++) {
    const who = read % connections;
    marks[who] = turnstile.served(marks[who]!);
  }
}

Deno.test("Turnstile lets a few connections read as often as they like", () => {
  const turnstile = new Turnstile();
  for (let sample = 0; sample < 5; sample++) readBy(99, turnstile);
  assertEquals(turnstile.turn(), undefined);
});

Deno.test("Turnstile makes a crowd wait for the round, and lets all of it in together", async () => {
  const turnstile = new Turnstile();
  readBy(150, turnstile);
  const turns = Array.from({ length: 150 }, () => turnstile.turn());
  assert(turns.every((turn) => turn !== undefined));
  await Promise.all(turns);
  await untilOpen(turnstile);
});

Deno.test("Turnstile ends a round at once when as many wait as took part in the last", async () => {
  const turnstile = new Turnstile();
  readBy(150, turnstile);
  await Promise.all(Array.from({ length: 150 }, () => turnstile.turn()));
  const next = Array.from({ length: 150 }, () => turnstile.turn());
  let open = false;
  next[0]?.then(() => open = true);
  await Promise.resolve();
  assert(open, "no clock should be needed");
  await untilOpen(turnstile);
});

Deno.test("Turnstile opens again when the crowd has gone", async () => {
  const turnstile = new Turnstile();
  readBy(150, turnstile);
  await turnstile.turn();
  assertEquals(turnstile.turn(), undefined);
});

/** Leaves no clock behind: a round with few in it is the last. */
async function untilOpen(turnstile: Turnstile): Promise<void> {
  for (let turn = turnstile.turn(); turn !== undefined; turn = turnstile.turn()) await turn;
}
