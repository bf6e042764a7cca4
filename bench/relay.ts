/**
 * `deno task bench:relay`: the same way through a relay, netlab's, socat's and ncat's, in front of the same server.
 *
 * @module
 */
import { delay } from "@std/async";
import type { Figures, Stage } from "./_kit/bench.ts";
import type { Contender } from "./_kit/contender.ts";
import { cEcho, netlab } from "./_kit/peers.ts";
import { startServer } from "./_kit/start_server.ts";
import { type Suite, suite } from "./_kit/suite.ts";

const MIB = 2 ** 20;

/** The relays, forwarding to a port of this computer. */
function relays(port: number): Contender[] {
  const to = `TCP:127.0.0.1:${port}`;
  const from = (listen: number) => `TCP-LISTEN:${listen},bind=127.0.0.1,fork,reuseaddr`;
  const socat = (name: string, ...options: string[]): Contender => ({
    name,
    command: (listen) => ["socat", ...options, from(listen), to],
    version: ["socat", "-V"],
  });
  const ours = netlab(["relay"]);
  return [
    { ...ours, ready: "tcp", command: (listen) => [...ours.command(0), from(listen), to] },
    socat("socat"),
    socat("socat -b 1048576", "-b", "1048576"),
    {
      name: "ncat -k -c ncat",
      command: (
        listen,
      ) => ["ncat", "-l", "-k", "-m", "1000", "-c", `ncat 127.0.0.1 ${port}`, "127.0.0.1", `${listen}`],
      version: ["ncat", "--version"],
    },
  ];
}

async function bulk(run: Suite): Promise<void> {
  const size = (run.quick ? 64 : 1024) * MIB;
  using source = new Source(size);
  await run.bench({
    name: `${size / MIB} MiB from TCP to TCP`,
    unit: "MB/s",
    contenders: relays(source.port),
    measure: async ({ load }) => {
      const result = await load("fetch", { request: "x", count: 1, expect: size });
      if (result.failed) throw new Error(`only ${result.bytes} of ${size} bytes came`);
      return { "MB/s": result.mb_per_second ?? 0 };
    },
  });
}

async function roundTrips(run: Suite, port: number): Promise<void> {
  for (const conns of [1, 50]) {
    await run.bench({
      name: `64-byte round trips, ${conns} connection${conns > 1 ? "s" : ""}`,
      unit: "p50 µs",
      better: "lower",
      contenders: relays(port),
      measure: async ({ load }) => {
        const result = await load("echo", { conns, size: 64, seconds: run.seconds });
        return {
          "p50 µs": result.p50_us ?? 0,
          "p99 µs": result.p99_us ?? 0,
          "answers/s": result.per_second ?? 0,
        };
      },
    });
  }
}

async function crowd(run: Suite, port: number): Promise<void> {
  await run.bench({
    name: "500 connections at once",
    unit: "MiB",
    better: "lower",
    contenders: relays(port).slice(0, 2),
    measure: (stage) => memoryOf(stage, 500),
  });
}

async function memoryOf({ server, hold }: Stage, conns: number): Promise<Figures> {
  await using _crowd = await hold("idle", { conns });
  await delay(1500);
  return { MiB: (server.usage().residentKib ?? NaN) / 1024 };
}

/** Sends so many bytes to everybody who has said something, then ends. */
class Source implements Disposable {
  readonly #listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
    this.#serve();
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  [Symbol.dispose](): void {
    this.#listener.close();
  }

  async #serve(): Promise<void> {
    try {
      while (true) this.#pour(await this.#listener.accept()).catch(() => {/* the client left */});
    } catch {
      // Closed at the end of the comparison.
    }
  }

  async #pour(conn: Deno.TcpConn): Promise<void> {
    using _open = conn;
    const block = new Uint8Array(MIB);
    if (await conn.read(block) === null) return;
    for (let left = this.#size; left > 0;) left -= await conn.write(block.subarray(0, Math.min(left, MIB)));
  }
}

await suite("relay", Deno.args, async (run) => {
  await bulk(run);
  await using echo = await startServer(await cEcho(run.folder));
  await roundTrips(run, echo.port);
  await crowd(run, echo.port);
});
