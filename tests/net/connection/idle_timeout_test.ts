import { assertEquals } from "@std/assert";
import { delay } from "@std/async";
import type { Connection } from "../../../mod/net/connection.ts";
import { IdleTimeout } from "../../../mod/net/connection/idle_timeout.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";

Deno.test("IdleTimeout finds the connection on which nothing moves, once, and not the slow one", async () => {
  const found: Connection[] = [];
  using watch = new IdleTimeout(500, (connection) => found.push(connection));
  const [idle, slow] = [new FakeConnection([]), new FakeConnection([])];
  watch.add(idle);
  watch.add(slow);
  for (let i = 0; i < 15; i++) {
    slow.bytesWritten++;
    await delay(50);
  }
  assertEquals(found, [idle]);
});

Deno.test("IdleTimeout does not take the time for silence in which nobody could have listened", async () => {
  const found: Connection[] = [];
  using watch = new IdleTimeout(400, (connection) => found.push(connection));
  watch.add(new FakeConnection([]));
  // Longer than the time-out in one piece, as for a process that is stopped
  const woken = performance.now() + 1000;
  while (performance.now() < woken) continue;
  await delay(0);
  assertEquals(found, []);
  while (found.length === 0) await delay(20);
});

Deno.test("IdleTimeout of 0 watches nobody and leaves no timer", () => {
  using watch = new IdleTimeout(0, () => {
    throw new Error("nobody is ever idle");
  });
  watch.add(new FakeConnection([]));
});
