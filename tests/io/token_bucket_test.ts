import { assertEquals } from "@std/assert";
import { TokenBucket } from "../../mod/io/token_bucket.ts";

function bucketAt(clock: { ms: number }): TokenBucket {
  return new TokenBucket({ burst: 50, perSecond: 10 }, () => clock.ms);
}

Deno.test("TokenBucket lets a paste of fifty lines through at once", () => {
  const bucket = bucketAt({ ms: 0 });
  const waits = Array.from({ length: 50 }, () => bucket.take());
  assertEquals(Math.max(...waits), 0);
});

Deno.test("TokenBucket asks for the time of one token after the burst", () => {
  const bucket = bucketAt({ ms: 0 });
  for (let i = 0; i < 50; i++) bucket.take();
  assertEquals(bucket.take(), 100);
});

Deno.test("TokenBucket holds a sender that waits to the steady rate", () => {
  const clock = { ms: 0 };
  const bucket = bucketAt(clock);
  for (let i = 0; i < 150; i++) clock.ms += bucket.take();
  assertEquals(clock.ms, 10_000);
});

Deno.test("TokenBucket fills up again, and no further", () => {
  const clock = { ms: 0 };
  const bucket = bucketAt(clock);
  for (let i = 0; i < 50; i++) bucket.take();
  clock.ms = 3_600_000;
  for (let i = 0; i < 50; i++) assertEquals(bucket.take(), 0);
  assertEquals(bucket.take(), 100);
});

Deno.test("TokenBucket.tryTake() gives a token or none, and never a debt", () => {
  const clock = { ms: 0 };
  const bucket = bucketAt(clock);
  const given = Array.from({ length: 60 }, () => bucket.tryTake());
  assertEquals(given.filter(Boolean).length, 50);
  clock.ms = 100;
  assertEquals([bucket.tryTake(), bucket.tryTake()], [true, false]);
});

Deno.test("TokenBucket.take() asks for the time of all that was taken", () => {
  const bucket = bucketAt({ ms: 0 });
  assertEquals(bucket.take(75), 2500);
});
