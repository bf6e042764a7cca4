import { assertEquals, assertRejects } from "@std/assert";
import { StalledError, StallLimitedConnection } from "../../../mod/net/connection/stall_limit.ts";
import { FakeClock } from "../../_kit/fake_clock.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";

/** A peer that says something only when it is told to, and fails when it is closed, as a socket does. */
class SilentConnection extends FakeConnection {
  #read = Promise.withResolvers<number | null>();

  constructor() {
    super([]);
    this.#read.promise.catch(() => {/* nobody reads when it is closed */});
  }

  override read(): Promise<number | null> {
    return this.#read.promise;
  }

  say(bytes: number): void {
    this.bytesRead += bytes;
    this.#read.resolve(bytes);
    this.#read = Promise.withResolvers();
    this.#read.promise.catch(() => {/* nobody reads when it is closed */});
  }

  override close(): void {
    super.close();
    this.#read.reject(new Deno.errors.Interrupted("closed"));
  }
}

const buffer = new Uint8Array(10);

Deno.test("StallLimitedConnection closes a connection on which we wait in vain, and says why", async () => {
  using clock = new FakeClock();
  const inner = new SilentConnection();
  using connection = new StallLimitedConnection(inner, 2000);
  const reading = assertRejects(() => connection.read(buffer), StalledError, "nothing moved for 2 seconds");
  await clock.tick(1999);
  assertEquals(inner.ends, []);
  await clock.tick(1000);
  await reading;
  assertEquals(inner.ends[0], "close");
});

Deno.test("StallLimitedConnection does not count the time in which nobody wants to read or to write", async () => {
  using clock = new FakeClock();
  const inner = new SilentConnection();
  using connection = new StallLimitedConnection(inner, 2000);
  for (let turn = 0; turn < 5; turn++) {
    const reading = connection.read(buffer);
    await clock.tick(1000);
    inner.say(1);
    assertEquals(await reading, 1);
    await clock.tick(3_600_000); // a slow disk, or somebody who thinks
  }
  assertEquals(inner.ends, []);
});

Deno.test("StallLimitedConnection hands on what fails for another reason", async () => {
  using _clock = new FakeClock();
  const inner = new SilentConnection();
  using connection = new StallLimitedConnection(inner, 2000);
  const reading = connection.read(buffer);
  connection.close();
  await assertRejects(() => reading, Deno.errors.Interrupted);
});

Deno.test("StallLimitedConnection of 0 waits for ever", async () => {
  using clock = new FakeClock();
  const inner = new SilentConnection();
  using connection = new StallLimitedConnection(inner, 0);
  const reading = connection.read(buffer);
  await clock.tick(3_600_000);
  inner.say(3);
  assertEquals(await reading, 3);
});
