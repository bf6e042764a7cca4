import { assertEquals } from "@std/assert";
import { delay } from "@std/async";
import type { Connection } from "../../mod/net/connection.ts";
import type { Listener } from "../../mod/net/tcp/listen.ts";
import { acceptLoop } from "../../mod/server/accept_loop.ts";
import { Semaphore } from "../../mod/server/semaphore.ts";
import { silent } from "../../mod/trace/tracer.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";
import { FakeClock } from "../_kit/fake_clock.ts";

/** A listener that gives what it is told to, then waits to be closed. */
class FakeListener implements Listener {
  readonly address = { transport: "tcp", hostname: "::", port: 1 } as const;
  accepted = 0;
  readonly #closed = Promise.withResolvers<never>();

  constructor(readonly clients: (Connection | Error)[]) {
    this.#closed.promise.catch(() => {});
  }

  async accept(): Promise<Connection> {
    const next = this.clients.shift();
    if (next === undefined) return await this.#closed.promise;
    if (next instanceof Error) throw next;
    this.accepted++;
    return next;
  }

  close(): void {
    this.#closed.reject(new Deno.errors.BadResource());
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

const clients = (count: number) => Array.from({ length: count }, () => new FakeConnection([]));

Deno.test("acceptLoop() takes its permit before it accepts, so that the rest stays in the backlog", async () => {
  using clock = new FakeClock();
  const listener = new FakeListener(clients(5));
  const stop = new AbortController();
  const gate = Promise.withResolvers<void>();
  let most = 0;
  let inside = 0;
  const session = async () => {
    most = Math.max(most, ++inside);
    await gate.promise;
    inside--;
  };
  const loop = acceptLoop({
    listeners: [listener],
    permits: new Semaphore(2),
    signal: stop.signal,
    trace: silent,
    log() {},
    session,
  });
  await clock.tick(60_000);
  assertEquals([inside, listener.accepted], [2, 2]);
  gate.resolve();
  await clock.tick(0);
  assertEquals(listener.accepted, 5);
  stop.abort();
  await loop;
  assertEquals([most, inside], [2, 0]);
});

Deno.test("acceptLoop() survives accept errors and says so once", async () => {
  const full = new Error("Too many open files (os error 24)");
  const listener = new FakeListener([full, full, ...clients(1)]);
  const stop = new AbortController();
  const said: string[] = [];
  await acceptLoop({
    listeners: [listener],
    permits: new Semaphore(Infinity),
    signal: stop.signal,
    trace: silent,
    log: (line) => said.push(String(line)),
    session: () => Promise.resolve(stop.abort()),
  });
  assertEquals(listener.accepted, 1);
  assertEquals(said, ["cannot accept a client for the moment: Too many open files"]);
});

Deno.test("acceptLoop() takes clients from several listeners under one number of permits", async () => {
  const listeners = [new FakeListener(clients(3)), new FakeListener(clients(2))];
  const stop = new AbortController();
  let served = 0;
  await acceptLoop({
    listeners,
    permits: new Semaphore(1),
    signal: stop.signal,
    trace: silent,
    log() {},
    session: async () => {
      await delay(1);
      if (++served === 5) stop.abort();
    },
  });
  assertEquals(listeners.map((each) => each.accepted), [3, 2]);
});

Deno.test("acceptLoop() waits for open sessions when it is told to stop", async () => {
  using clock = new FakeClock();
  const stop = new AbortController();
  const gate = Promise.withResolvers<void>();
  let over = false;
  const loop = acceptLoop({
    listeners: [new FakeListener(clients(1))],
    permits: new Semaphore(Infinity),
    signal: stop.signal,
    trace: silent,
    log() {},
    session: async () => {
      stop.abort();
      await gate.promise;
    },
  }).then(() => over = true);
  await clock.tick(3_600_000);
  assertEquals([stop.signal.aborted, over], [true, false]);
  gate.resolve();
  await loop;
});

Deno.test("Semaphore hands out in the order of asking and forgets who gave up", async () => {
  const permits = new Semaphore(1);
  const patient = new AbortController().signal;
  const first = (await permits.acquire(patient))!;
  const leaving = new AbortController();
  const second = permits.acquire(leaving.signal);
  const third = permits.acquire(patient);
  leaving.abort();
  assertEquals(await second, undefined);
  first[Symbol.dispose]();
  first[Symbol.dispose]();
  assertEquals(await third !== undefined, true);
  assertEquals(await permits.acquire(AbortSignal.abort()), undefined);
});
