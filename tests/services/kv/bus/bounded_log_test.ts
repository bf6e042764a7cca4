import { assertEquals } from "@std/assert";
import { BoundedLog, MOST_UNDER_WAY } from "../../../../mod/services/kv/bus/bounded_log.ts";
import { SimulatedBucket } from "../../../_kit/kv/simulated_bucket.ts";

Deno.test("what waits for a slow bus is bounded, of all clients together", async () => {
  const reader = new SimulatedBucket().join();
  const log = new BoundedLog(reader);
  const answering = Promise.withResolvers<void>();
  reader.write = () => answering.promise.then(() => ({ type: "stored", number: 1 }));
  const value = "x".repeat(MOST_UNDER_WAY / 4 - 1);
  const set = () => log.write("k", { value, expires: undefined }, { key: 0 });
  const waiting = [set(), set(), set(), set()];
  assertEquals(await set(), { type: "refused", why: "too busy" });
  assertEquals(await log.publish("c", "m"), "too busy");
  answering.resolve();
  assertEquals((await Promise.all(waiting)).map(({ type }) => type), [
    "stored",
    "stored",
    "stored",
    "stored",
  ]);
  assertEquals([(await set()).type, await log.publish("c", "m")], ["stored", "sent"]);
});
