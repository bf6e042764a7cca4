import { assertEquals } from "@std/assert";
import { SenderRate } from "../../../mod/server/datagrams/sender_rate.ts";

Deno.test("SenderRate.allows() grants a second's worth at once, then at the rate", () => {
  let now = 0;
  const limit = new SenderRate(10, () => now);
  const ask = (times: number) =>
    Array.from({ length: times }, () => limit.allows("a")).filter(Boolean).length;
  assertEquals(ask(15), 10);
  now = 300;
  assertEquals(ask(15), 3);
  now = 60_000;
  assertEquals(ask(15), 10);
});

Deno.test("SenderRate.allows() counts each sender apart", () => {
  const limit = new SenderRate(1, () => 0);
  assertEquals([limit.allows("a"), limit.allows("a"), limit.allows("b")], [true, false, true]);
});

Deno.test("SenderRate forgets the least recent of 4096 senders, and no other", () => {
  const limit = new SenderRate(1, () => 0);
  limit.allows("first");
  for (let i = 0; i < 4096; i++) limit.allows(`sender ${i}`);
  assertEquals([limit.allows("first"), limit.allows("sender 4095")], [true, false]);
});
