import { assertEquals } from "@std/assert";
import type { Connection } from "../../../mod/net/connection.ts";
import { IdleTimeout } from "../../../mod/net/connection/idle_timeout.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";
import { FakeClock } from "../../_kit/fake_clock.ts";

Deno.test("IdleTimeout finds the connection on which nothing moves, once, and not the slow one", async () => {
  using clock = new FakeClock();
  const found: Connection[] = [];
  using watch = new IdleTimeout(500, (connection) => found.push(connection));
  const [idle, slow] = [new FakeConnection([]), new FakeConnection([])];
  watch.add(idle);
  watch.add(slow);
  await clock.tick(499);
  assertEquals(found, []);
  for (let i = 0; i < 1000; i++) {
    slow.bytesWritten++;
    await clock.tick(400);
  }
  assertEquals(found, [idle]);
});

Deno.test("IdleTimeout does not take the time for silence in which nobody could have listened", async () => {
  using clock = new FakeClock();
  const found: Connection[] = [];
  using watch = new IdleTimeout(400, (connection) => found.push(connection));
  watch.add(new FakeConnection([]));
  // Longer than the time-out in one piece, as for a process that is stopped
  await clock.jump(3_600_000);
  assertEquals(found, []);
  await clock.tick(400);
  assertEquals(found.length, 1);
});

Deno.test("IdleTimeout of 0 watches nobody and leaves no timer", () => {
  using watch = new IdleTimeout(0, () => {
    throw new Error("nobody is ever idle");
  });
  watch.add(new FakeConnection([]));
});
