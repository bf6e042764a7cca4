import { assert, assertEquals } from "@std/assert";
import type { RelayEndpoint } from "../../../mod/relay/relay_endpoint.ts";
import { MemoryPipe } from "../../../mod/relay/endpoints/memory_pipe.ts";
import { Log } from "../../../mod/relay/log.ts";
import { Pump, type PumpOptions } from "../../../mod/relay/session/pump.ts";
import type { Side } from "../../../mod/relay/filters/filter.ts";
import { FakeClock } from "../../_kit/fake_clock.ts";

/** A side with two queues: what it will say, what it has heard. */
class Fake implements RelayEndpoint {
  readonly fds = [5, 5] as const;
  readonly readable = true;
  readonly writable = true;
  readonly datagram = false;
  readonly environment = {};
  readonly says = new MemoryPipe();
  heard = "";
  readonly ends: string[] = [];
  broken = false;

  constructor(text?: string) {
    if (text === undefined) return;
    void this.says.write(new TextEncoder().encode(text));
    this.says.end();
  }

  read(buffer: Uint8Array): Promise<number | null> {
    return this.says.read(buffer);
  }
  write(bytes: Uint8Array): Promise<void> {
    if (this.broken) return Promise.reject(Object.assign(new Error(), { code: "EPIPE" }));
    this.heard += new TextDecoder().decode(bytes);
    return Promise.resolve();
  }
  shutdown(): Promise<void> {
    return Promise.resolve(void this.ends.push("shutdown"));
  }
  close(): Promise<void> {
    return Promise.resolve(void this.ends.push("close"));
  }
}

function side(endpoint: RelayEndpoint, more: Partial<Side> = {}): Side {
  return { endpoint, ignoreEof: false, coolWrite: false, ...more };
}

function pump(messages: string[] = [], more: Partial<PumpOptions> = {}): Pump {
  return new Pump({
    direction: "both",
    lingerMs: 60,
    idleMs: 0,
    blockSize: undefined,
    filters: { ">": [], "<": [] },
    log: new Log({ verbosity: 2, programName: "t", write: (line) => void messages.push(line) }),
    signal: new AbortController().signal,
    ...more,
  });
}

Deno.test("Pump carries both ways and half-closes each side at the end of the other", async () => {
  const [left, right] = [new Fake("ping"), new Fake("pong")];
  assertEquals(await pump().run(side(left), side(right)), 0);
  assertEquals([left.heard, right.heard], ["pong", "ping"]);
  assertEquals([left.ends, right.ends], [["shutdown"], ["shutdown"]]);
});

Deno.test("Pump says at the end how much has gone each way", async () => {
  const messages: string[] = [];
  await pump(messages).run(side(new Fake("ping")), side(new Fake("answer")));
  const totals = messages.filter((each) => each.includes("in all")).map((each) => each.replace(/.* N /, ""));
  assertEquals(totals, [
    "in all transferred 4 bytes from 5 to 5\n",
    "in all transferred 6 bytes from 5 to 5\n",
  ]);
});

Deno.test("Pump waits for the answer as long as -t says, and no longer", async () => {
  using clock = new FakeClock();
  const [left, right] = [new Fake("ping"), new Fake()];
  let over = false;
  const running = pump().run(side(left), side(right)).finally(() => over = true);
  await clock.tick(59);
  assertEquals(over, false);
  await clock.tick(1);
  assertEquals(over, true);
  await running;
});

Deno.test("Pump lets data start the linger time again", async () => {
  using clock = new FakeClock();
  const [left, right] = [new Fake("ping"), new Fake()];
  const running = pump().run(side(left), side(right));
  for (const letter of "late") {
    await clock.tick(50);
    await right.says.write(new TextEncoder().encode(letter));
  }
  await clock.tick(60);
  await running;
  assertEquals(left.heard, "late");
});

Deno.test("Pump ends a one-way relay with its source", async () => {
  const [left, right] = [new Fake("x"), new Fake()];
  await pump([], { direction: "left-to-right", lingerMs: 60_000 }).run(side(left), side(right));
  assertEquals(right.heard, "x");
});

Deno.test("Pump ends when nothing has passed for -T, without an error", async () => {
  const messages: string[] = [];
  assertEquals(await pump(messages, { idleMs: 30 }).run(side(new Fake()), side(new Fake())), 0);
  assertEquals(messages.some((line) => line.includes("N inactivity timeout triggered")), true);
});

Deno.test("Pump tells a failed write once, still delivers the answer, and ends with 1", async () => {
  const messages: string[] = [];
  const [left, right] = [new Fake("request"), new Fake()];
  right.broken = true;
  const running = pump(messages).run(side(left), side(right));
  await right.says.write(new TextEncoder().encode("too long"));
  right.says.end();
  assertEquals([await running, left.heard], [1, "too long"]);
  assertEquals(messages.filter((line) => line.includes(" E ")).length, 1);
});

Deno.test("Pump takes what is meant for a side that has gone, for its sender waits with what it sends", async () => {
  const [left, right] = [new Fake(), new Fake("an answer nobody wants")];
  left.broken = true;
  const taken = Promise.withResolvers<void>();
  const read = right.read.bind(right);
  right.read = async (buffer) => {
    const count = await read(buffer);
    if (count === null) taken.resolve();
    return count;
  };
  const write = right.write.bind(right);
  right.write = async (bytes) => {
    await taken.promise;
    await write(bytes);
  };
  await left.says.write(new TextEncoder().encode("a question"));
  left.says.end();
  const tooLate = new AbortController();
  const timer = setTimeout(() => tooLate.abort(), 20_000);
  assertEquals(await pump([], { lingerMs: 0, signal: tooLate.signal }).run(side(left), side(right)), 1);
  clearTimeout(timer);
  assertEquals([right.heard, tooLate.signal.aborted], ["a question", false]);
});

Deno.test("Pump makes a failed write a notice with cool-write", async () => {
  const messages: string[] = [];
  const right = new Fake("");
  right.broken = true;
  assertEquals(await pump(messages).run(side(new Fake("x")), side(right, { coolWrite: true })), 0);
  assertEquals(messages.filter((line) => line.includes(" E ")), []);
});

Deno.test("Pump looks again at an ended source with ignoreeof, until the other side ends", async () => {
  using clock = new FakeClock();
  let reads = 0;
  const left = new Fake();
  left.read = () => Promise.resolve(++reads > 0 ? null : null);
  const right = new Fake();
  const running = pump([], { pollMs: 5, lingerMs: 5 }).run(side(left, { ignoreEof: true }), side(right));
  await clock.tick(60);
  right.says.end();
  await clock.tick(10);
  await running;
  assert(reads >= 3);
});

Deno.test("Pump does not cut a block that a slow peer is still taking", async () => {
  using clock = new FakeClock();
  const [left, right] = [new Fake("all of it"), new Fake("")];
  const write = right.write.bind(right);
  right.write = async (bytes) => {
    await new Promise((resolve) => setTimeout(resolve, 60_000));
    await write(bytes);
  };
  const running = pump([], { lingerMs: 20 }).run(side(left), side(right));
  await clock.tick(60_000);
  await running;
  assertEquals(right.heard, "all of it");
});

Deno.test("Pump stops at once when it is told to", async () => {
  const stop = new AbortController();
  const running = pump([], { signal: stop.signal }).run(side(new Fake()), side(new Fake()));
  stop.abort();
  assertEquals(await running, 0);
});
