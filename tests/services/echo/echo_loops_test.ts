import { assert, assertEquals } from "@std/assert";
import { EchoLoops, LOOP_PAUSE, LOOP_ROUNDS, LOOP_TIME } from "../../../mod/services/echo/echo_loops.ts";

/** A server, another one that echoes, and datagrams that go round between them: what is left of them in the end. */
function goRound(datagrams: readonly Uint8Array[], { rounds = 100_000, roundTime = 1 } = {}): number {
  let now = 0;
  const loops = new EchoLoops(() => now);
  let there = [...datagrams];
  for (let round = 0; round < rounds && there.length > 0; round++) {
    now += roundTime;
    there = there.filter((bytes) => loops.allows("peer", bytes));
    for (const bytes of there) loops.answered("peer", bytes);
  }
  return there.length;
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, at) => Uint8Array.of(1, at & 255, at >> 8));

Deno.test("EchoLoops ends the talk of two servers, however many datagrams go round", () => {
  for (const count of [1, 2, 15, 16, 17, 300, 3000]) {
    assertEquals(goRound(numbered(count), { rounds: 12_000 }), 0);
  }
  assertEquals(goRound([new Uint8Array(0)]), 0);
  assertEquals(goRound([new Uint8Array(65_507).fill(7)], { rounds: 12_000 }), 0);
});

Deno.test("EchoLoops ends a slow talk, too, if later", () => {
  assertEquals(goRound(numbered(1), { roundTime: 900, rounds: LOOP_ROUNDS }), 1);
  assertEquals(goRound(numbered(1), { roundTime: 900, rounds: LOOP_ROUNDS + 10 }), 0);
});

Deno.test("EchoLoops lets a client say the same again and again, at its pace or fast for a while", () => {
  let now = 0;
  const loops = new EchoLoops(() => now);
  const ask = (peer: string) => {
    const allowed = loops.allows(peer, Uint8Array.of(1));
    loops.answered(peer, Uint8Array.of(1));
    return allowed;
  };
  for (let second = 0; second < 100_000; second++, now += LOOP_PAUSE) assert(ask("heartbeat"), `${second}`);
  const began = now;
  while (now - began < LOOP_TIME - 1) {
    assert(ask("fast"), `${now - began}`);
    now += 0.05;
  }
});

Deno.test("EchoLoops lets a client say other things for as long as it likes", () => {
  let now = 0;
  const loops = new EchoLoops(() => now);
  for (const bytes of numbered(60_000)) {
    assert(loops.allows("client", bytes));
    loops.answered("client", bytes.map((byte) => byte ^ 0x20));
    now += 1;
  }
});

Deno.test("EchoLoops answers again after a pause, and others meanwhile", () => {
  let now = 0;
  const loops = new EchoLoops(() => now);
  const ask = (peer: string) => {
    const allowed = loops.allows(peer, Uint8Array.of(1));
    if (allowed) loops.answered(peer, Uint8Array.of(1));
    return allowed;
  };
  while (ask("loop")) now += 2;
  assert(now >= LOOP_TIME);
  assertEquals([ask("loop"), ask("other")], [false, true]);
  now += LOOP_PAUSE - 1;
  assertEquals(ask("loop"), false);
  now += 1;
  assertEquals(ask("loop"), true);
});
