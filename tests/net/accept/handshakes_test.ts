import { assertEquals, assertRejects } from "@std/assert";
import { delay } from "@std/async";
import { Handshakes } from "../../../mod/net/accept/handshakes.ts";
import { until } from "../../_kit/until.ts";
import { FakeClock } from "../../_kit/fake_clock.ts";

/** Somebody who shakes hands when told to, and notices when the attempt is ended. */
class Guest {
  closed = false;
  readonly done = Promise.withResolvers<void>();

  constructor(readonly name: string, readonly from = "here") {}

  async prepare(signal: AbortSignal): Promise<Guest> {
    signal.addEventListener("abort", () => this.done.reject(new Error(`${this.name} was dropped`)));
    await this.done.promise;
    return this;
  }

  close(): void {
    this.closed = true;
  }
}

/** Gives guests (or errors) one after another, then waits. */
function host(arriving: readonly (Guest | Error)[], timeout = 60_000) {
  const queue = [...arriving];
  const failures: string[] = [];
  const handshakes = new Handshakes<Guest, Guest>({
    accept: () => {
      const next = queue.shift();
      if (next === undefined) return new Promise(() => {});
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
    prepare: (guest, signal) => guest.prepare(signal),
    hostOf: ({ from }) => from,
    timeout,
    failed: (error) => failures.push((error as Error).message),
  });
  return { handshakes, failures, queue };
}

const guests = (names: string) => [...names].map((name) => new Guest(name));

Deno.test("Handshakes gives who is ready first first, and tells of those who failed", async () => {
  const [a, b, c] = guests("abc") as [Guest, Guest, Guest];
  const { handshakes, failures } = host([a, b, c]);
  const first = handshakes.next();
  b.done.resolve();
  assertEquals((await first)?.name, "b");
  a.done.reject(new Error("a hung up"));
  c.done.resolve();
  assertEquals((await handshakes.next())?.name, "c");
  assertEquals(failures, ["a hung up"]);
});

Deno.test("Handshakes accepts nobody while nobody asks", async () => {
  using clock = new FakeClock();
  const { handshakes, queue } = host(guests("abc"));
  await clock.tick(60_000);
  assertEquals(queue.length, 3);
  void handshakes.next();
  handshakes.close();
});

Deno.test("Handshakes drops the one that has dawdled longest when another comes beyond the limit", async () => {
  const crowd = Array.from({ length: 300 }, (_, number) => new Guest(`${number}`));
  const last = crowd.at(-1)!;
  last.done.resolve();
  const { handshakes, failures } = host(crowd);
  assertEquals((await handshakes.next())?.name, "299");
  assertEquals(failures.slice(0, 3), ["0 was dropped", "1 was dropped", "2 was dropped"]);
  assertEquals(failures.length, 300 - 256);
  handshakes.close();
});

Deno.test("Handshakes drops nobody for the sake of a host that has more", async () => {
  const far = [new Guest("far", "far"), new Guest("farther", "farther")];
  const crowd = Array.from({ length: 1000 }, (_, number) => new Guest(`${number}`));
  const { handshakes, failures, queue } = host([...far, ...crowd]);
  const first = handshakes.next();
  await until(() => queue.length === 0);
  far[1]!.done.resolve(); // at last, after a thousand others
  assertEquals((await first)?.name, "farther");
  const second = handshakes.next();
  far[0]!.done.resolve();
  assertEquals((await second)?.name, "far");
  assertEquals(failures.length, 1002 - 256);
  handshakes.close();
});

Deno.test("Handshakes gives up the one whose time is up", async () => {
  const [slow] = guests("s") as [Guest];
  using clock = new FakeClock();
  const { handshakes, failures } = host([slow], 5000);
  const next = handshakes.next();
  await clock.tick(4999);
  assertEquals(failures, []);
  await clock.tick(1);
  handshakes.close();
  assertEquals(await next, undefined);
  assertEquals(failures, ["s was dropped"]);
});

Deno.test("Handshakes hands on what accept fails with, and can be asked again", async () => {
  const [a] = guests("a") as [Guest];
  a.done.resolve();
  const { handshakes } = host([new Error("Too many open files (os error 24)"), a]);
  await assertRejects(() => handshakes.next(), Error, "Too many open files");
  assertEquals((await handshakes.next())?.name, "a");
});

Deno.test("Handshakes closes what was not given out", async () => {
  const [a, b, c] = guests("abc") as [Guest, Guest, Guest];
  const { handshakes, failures, queue } = host([a, b, c]);
  const first = handshakes.next();
  await until(() => queue.length === 0);
  a.done.resolve();
  b.done.resolve();
  assertEquals(await first, a);
  await delay(0);
  handshakes.close();
  await c.done.promise.catch(() => {});
  assertEquals([a.closed, b.closed, failures], [false, true, []]);
  assertEquals(await handshakes.next(), undefined);
});
