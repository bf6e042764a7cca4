import { assert, assertEquals, assertRejects } from "@std/assert";
import { SharedTurns } from "../../mod/fs/shared_turns.ts";

/** Turns by a clock of their own; a piece takes a millisecond. */
function turns() {
  const state = { now: 0, rests: 0, longest: 0, begun: 0 };
  const pause = async () => {
    await Promise.resolve();
    state.rests++;
    state.longest = Math.max(state.longest, state.now - state.begun);
    state.begun = state.now;
  };
  return { state, turns: new SharedTurns(pause, () => state.now), piece: () => state.now++ };
}

Deno.test("SharedTurns: nobody waits longer for many who work than for one", async () => {
  for (const workers of [1, 60]) {
    const { state, turns: shared, piece } = turns();
    const work = async () => {
      for (let left = 600 / workers; left > 0; left--) await shared.run(piece);
    };
    await Promise.all(Array.from({ length: workers }, work));
    assertEquals(state.now, 600);
    assert(state.rests >= 600 / 4 - 1, `${state.rests} rests of ${workers}`);
    assert(state.longest <= 4, `${workers}: ${state.longest} ms in one go`);
  }
});

Deno.test("SharedTurns: all of them come on, those that wait before those that have just worked", async () => {
  const { turns: shared, piece } = turns();
  const order: number[] = [];
  const work = async (who: number) => {
    for (let left = 3; left > 0; left--) {
      await shared.run(piece);
      order.push(who);
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, who) => work(who)));
  for (const first of [0, 8, 16]) {
    assertEquals(order.slice(first, first + 8).sort(), [0, 1, 2, 3, 4, 5, 6, 7], `${order}`);
  }
});

Deno.test("SharedTurns: a piece that fails fails for who does it", async () => {
  const { turns: shared, piece } = turns();
  const fail = () => {
    piece();
    throw new Error("no");
  };
  for (let round = 0; round < 20; round++) await assertRejects(() => shared.run(fail), Error, "no");
  assertEquals(await shared.run(() => "yes"), "yes");
});
