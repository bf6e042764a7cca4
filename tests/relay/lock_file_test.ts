import { assertEquals, assertRejects } from "@std/assert";
import { Cleanups, type RelayContext } from "../../mod/relay/context.ts";
import { takeLock } from "../../mod/relay/lock_file.ts";
import { RelayError } from "../../mod/relay/relay_endpoint.ts";
import { FakeClock } from "../_kit/fake_clock.ts";
import { TempFolder } from "../_kit/temp_folder.ts";

function contextOf(signal = new AbortController().signal): RelayContext {
  return { log: { notice: () => {} }, signal, cleanups: new Cleanups() } as unknown as RelayContext;
}

Deno.test("takeLock() leaves its process number, and takes the file away at the end", async () => {
  using folder = new TempFolder();
  const path = `${folder.path}/lock`;
  const context = contextOf();
  await takeLock({ path, wait: false }, context);
  assertEquals(Deno.readTextFileSync(path), String(Deno.pid));
  context.cleanups.run();
  assertEquals(folder.names(), []);
});

Deno.test("takeLock() without waiting refuses a lock that is taken, and does not take it away", async () => {
  using folder = new TempFolder();
  const path = folder.write("lock", "1\n");
  const context = contextOf();
  await assertRejects(() => takeLock({ path, wait: false }, context), RelayError, "could not obtain lock");
  context.cleanups.run();
  assertEquals(folder.names(), ["lock"]);
});

Deno.test("takeLock() waits until the lock is free, or until the relay is to stop", async () => {
  using clock = new FakeClock();
  using folder = new TempFolder();
  const path = folder.write("lock", "1\n");
  const context = contextOf();
  let taken = false;
  const taking = takeLock({ path, wait: true }, context).then(() => taken = true);
  await clock.tick(60_000);
  assertEquals(taken, false);
  Deno.removeSync(path);
  await clock.tick(1000);
  assertEquals(taken, true);
  await taking;
  const stop = new AbortController();
  const stopped = takeLock({ path, wait: true }, contextOf(stop.signal));
  stop.abort();
  await assertRejects(() => stopped, RelayError, "interrupted while waiting");
});
