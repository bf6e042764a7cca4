import { assert, assertEquals, assertRejects } from "@std/assert";
import { deadline, delay } from "@std/async";
import { FrameReader } from "../../mod/io/frame_reader.ts";
import { textLines } from "../../mod/io/lines.ts";
import type { Connection } from "../../mod/net/connection.ts";
import { dial } from "../../mod/net/tcp/dial.ts";
import { runServer, type ServerOptions } from "../../mod/server/open_server.ts";
import type { ModeName } from "../../mod/server/modes/mode.ts";
import type { TraceEvent } from "../../mod/trace/tracer.ts";
import talking from "./talking_service.ts";
import { until } from "../_kit/until.ts";
import { untilReleased } from "../_kit/net/until_listening.ts";

/** Tests of the suite that do not hold for a mode, and why. */
export interface Skip {
  readonly reason: string;
  readonly tests: readonly string[];
}

/** What is served, in which mode. */
export interface Way {
  readonly mode: ModeName;
  readonly service: typeof talking;
}

/**
 * What every way of serving has to fulfil.
 *
 * @param name of the way
 * @param service what is served, which talks as {@linkcode talking} does
 */
export function runConformance(
  mode: ModeName,
  skips: readonly Skip[] = [],
  { name: way = mode, service = talking }: { name?: string; service?: typeof talking } = {},
): void {
  for (const [name, test] of Object.entries(SUITE)) {
    const skip = skips.find((each) => each.tests.includes(name));
    if (skip !== undefined) {
      Deno.test({ name: `${way} ${name} (not: ${skip.reason})`, ignore: true, fn: () => {} });
    } else Deno.test(`${way} ${name}`, () => deadline(test({ mode, service }), 60_000));
  }
}

const SUITE: Record<string, (way: Way) => Promise<void>> = {
  "answers line by line": async (way) => {
    await using server = await Running.start(way);
    using client = await server.connect();
    assertEquals(await client.ask("hello"), "HELLO");
    assertEquals(await client.ask("école"), "ÉCOLE");
  },

  "speaks first when the service does": async (way) => {
    await using server = await Running.start(way, {}, { greeting: "welcome" });
    using client = await server.connect();
    assertEquals(await client.hear(), "welcome");
  },

  "serves one client after another": async (way) => {
    await using server = await Running.start(way, { workers: 1 });
    for (const word of ["one", "two", "three"]) {
      using client = await server.connect();
      assertEquals(await client.ask(word), word.toUpperCase());
    }
  },

  "serves two clients at once": async (way) => {
    await using server = await Running.start(way);
    using silent = await server.connect();
    using client = await server.connect();
    assertEquals(await client.ask("hello"), "HELLO");
    assertEquals(await silent.ask("me too"), "ME TOO");
  },

  "lets a second client wait its turn": async (way) => {
    await using server = await Running.start(way, { workers: 1, maxConnections: 1 });
    const first = await server.connect();
    assertEquals(await first.ask("first"), "FIRST");
    using second = await server.connect();
    let served = false;
    const answer = second.ask("second").finally(() => served = true);
    // Whoever would have been served has had the time in which another one was, again and again
    for (let turn = 0; turn < 20; turn++) assertEquals(await first.ask("again"), "AGAIN");
    assertEquals(served, false);
    first.close();
    assertEquals(await answer, "SECOND");
  },

  "answers a client that half-closes": async (way) => {
    await using server = await Running.start(way);
    using client = await server.connect();
    await client.say("hello");
    await client.connection.closeWrite();
    assertEquals(await client.rest(), ["HELLO", "goodbye"]);
  },

  "carries a half-close of the handler": async (way) => {
    await using server = await Running.start(way);
    using client = await server.connect();
    await client.say("half-close");
    assertEquals(await client.hear(), null);
  },

  "does not let a client that never reads starve the others": async (way) => {
    await using server = await Running.start(way);
    using deaf = await server.connect();
    await deaf.say("flood");
    using client = await server.connect();
    assertEquals(await client.ask("hello"), "HELLO");
  },

  "holds up a handler whose client does not read": async (way) => {
    const { events, trace } = recording();
    await using server = await Running.start(way, { trace });
    using deaf = await server.connect();
    await deaf.say("flood");
    await settled(() => events.length);
    const sent = bytes(events, "write");
    assert(sent > 0 && sent < 32 << 20, `${sent} bytes were taken by somebody`);
  },

  "holds the limit of a message": async (way) => {
    await using server = await Running.start(way);
    using client = await server.connect();
    await client.say("x".repeat(65));
    assertEquals(await client.rest(), []);
    using next = await server.connect();
    assertEquals(await next.ask("next"), "NEXT");
  },

  "survives a handler that throws": async (way) => {
    await using server = await Running.start(way, { workers: 1 });
    using client = await server.connect();
    await client.say("throw");
    assertEquals(await client.rest(), []);
    await server.said("connection 1 failed: thrown on purpose");
    using next = await server.connect();
    assertEquals(await next.ask("next"), "NEXT");
  },

  "survives a handler that crashes its isolate": async (way) => {
    await using server = await Running.start(way, { workers: 1 });
    using client = await server.connect();
    await client.say("crash");
    assertEquals(await client.rest().catch(() => []), []);
    using next = await server.connectAtLast();
    assertEquals(await next.ask("next"), "NEXT");
    await server.said("crashed: rejected on purpose");
  },

  "carries a reset to the client": async (way) => {
    if (Deno.build.os !== "linux") return;
    await using server = await Running.start(way);
    using client = await server.connect();
    await client.say("reset");
    await assertRejects(() => client.hear(), Deno.errors.ConnectionReset);
  },

  "notices a client that resets": async (way) => {
    await using server = await Running.start(way, { workers: 1, maxConnections: 1 });
    using rude = await server.connect();
    assertEquals(await rude.ask("hello"), "HELLO");
    rude.connection.reset();
    using next = await server.connect();
    assertEquals(await next.ask("next"), "NEXT");
    assertEquals(server.lines, []);
  },

  "brings back what the handler logs and traces": async (way) => {
    const { events, trace } = recording();
    await using server = await Running.start(way, { trace });
    using client = await server.connect();
    await client.say("log");
    await client.say("trace");
    assertEquals(await client.ask("hello"), "HELLO");
    await server.said("said by the handler");
    await until(() => events.some((each) => each.conn === 1 && each.detail === "told by the handler"));
    await until(() => bytes(events, "read") === 16 && bytes(events, "write") === 6);
  },

  "lets a session finish when asked to stop, and tells its handler": async (way) => {
    const server = await Running.start(way);
    using client = await server.connect();
    assertEquals(await client.ask("hello"), "HELLO");
    await client.say("stop");
    server.stop();
    assertEquals(await client.hear(), "stopping");
    assertEquals(await client.ask("still here"), "STILL HERE");
    client.close();
    await server.stopped;
  },

  "cuts what is left at the deadline": async (way) => {
    const server = await Running.start(way, { grace: 50 });
    using client = await server.connect();
    assertEquals(await client.ask("hello"), "HELLO");
    server.stop();
    await server.stopped;
    assertEquals(await client.rest().catch(() => []), []);
  },

  "ends a handler that obeys nothing": async (way) => {
    const server = await Running.start(way, { grace: 50 });
    using client = await server.connect();
    assertEquals(await client.ask("hello"), "HELLO");
    await client.say("stubborn");
    server.stop();
    await server.stopped;
  },

  "closes a client that is idle for too long": async (way) => {
    await using server = await Running.start(way, { idleTimeout: 150 });
    using client = await server.connect();
    assertEquals(await client.rest().catch(() => []), []);
  },

  "closes a client that is idle for too long, even if its handler does nothing about it": async (way) => {
    const server = await Running.start(way, { idleTimeout: 150, grace: 50 });
    using client = await server.connect();
    await client.say("stubborn");
    assertEquals(await client.rest().catch(() => []), []);
    server.stop();
    await server.stopped;
  },

  "counts what it does": async (way) => {
    const seen: number[][] = [];
    await using server = await Running.start(way, {
      onStats: ({ active, served, bytesRead, bytesWritten }) =>
        seen.push([active, served, bytesRead, bytesWritten]),
      statsEvery: 20,
    });
    using client = await server.connect();
    assertEquals(await client.ask("hello"), "HELLO");
    await until(() => seen.some((each) => each.join() === "1,0,6,6"));
    client.close();
    await until(() => seen.some((each) => each.join() === "0,1,6,14" || each.join() === "0,1,6,6"));
  },

  "leaves nothing behind": async (way) => {
    const before = await threadsAndChildren();
    const server = await Running.start(way);
    using client = await server.connect();
    assertEquals(await client.ask("hello"), "HELLO");
    client.close();
    server.stop();
    await server.stopped;
    untilReleased(server.port);
    await assertRejects(() => dial({ hostname: "127.0.0.1", port: server.port }));
    await until(async () => (await threadsAndChildren()).children === before.children);
  },
};

/** A server for the length of a test. */
class Running implements AsyncDisposable {
  readonly lines: string[] = [];
  port = 0;
  stopped: Promise<void> = Promise.resolve();
  readonly #stop = new AbortController();

  static async start(
    { mode, service: served }: Way,
    options: Partial<ServerOptions> = {},
    service: { greeting?: string } = {},
  ): Promise<Running> {
    const running = new Running();
    const listening = Promise.withResolvers<void>();
    running.stopped = runServer(served, service, {
      port: 0,
      hostname: "127.0.0.1",
      mode,
      signal: running.#stop.signal,
      grace: 5000,
      log: (line) => running.lines.push(String(line)),
      onListen({ port }) {
        running.port = port;
        listening.resolve();
      },
      ...options,
    });
    await Promise.race([listening.promise, running.stopped]);
    return running;
  }

  async connect(): Promise<Client> {
    return new Client(await dial({ hostname: "127.0.0.1", port: this.port }));
  }

  /** Connects as soon as somebody listens (again). */
  async connectAtLast(): Promise<Client> {
    return await this.connect().catch(() => delay(10).then(() => this.connectAtLast()));
  }

  said(words: string): Promise<void> {
    return until(() => this.lines.some((line) => line.includes(words)));
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Clients still there get no time. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.stop();
    await this.stopped;
  }
}

class Client implements Disposable {
  readonly #reader: FrameReader<string>;

  constructor(readonly connection: Connection) {
    this.#reader = new FrameReader(connection, textLines());
  }

  say(line: string): Promise<void> {
    return this.connection.write(new TextEncoder().encode(`${line}\n`));
  }

  async hear(): Promise<string | null> {
    return (await this.#reader.next())?.frame ?? null;
  }

  async ask(line: string): Promise<string | null> {
    await this.say(line);
    return await this.hear();
  }

  async rest(): Promise<string[]> {
    return await Array.fromAsync(this.#reader);
  }

  close(): void {
    this.connection.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

function recording() {
  const events: TraceEvent[] = [];
  const trace = {
    enabled: true,
    emit: (event: TraceEvent) => void events.push({ ...event, data: undefined }),
  };
  return { events, trace };
}

function bytes(events: TraceEvent[], event: "read" | "write"): number {
  return events.filter((each) => each.event === event).reduce((sum, each) => sum + each.bytes!, 0);
}

/** Waits until a number has stopped changing. */
async function settled(value: () => number): Promise<void> {
  for (let last = NaN; last !== value();) {
    last = value();
    await delay(300);
  }
}

async function threadsAndChildren(): Promise<{ children: number }> {
  if (Deno.build.os !== "linux") return { children: 0 };
  let children = 0;
  for await (const task of Deno.readDir("/proc/self/task")) {
    const list = await Deno.readTextFile(`/proc/self/task/${task.name}/children`).catch(() => "");
    children += list.split(" ").filter((each) => each !== "").length;
  }
  return { children };
}
