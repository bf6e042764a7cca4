import { assertEquals } from "@std/assert";
import { deadline, delay } from "@std/async";
import { fromFileUrl } from "@std/path";
import { TextLineStream } from "@std/streams";
import { descendants, isAlive } from "../../_kit/program/proc.ts";
import { PLAIN } from "../../_kit/program/netlab.ts";
import { Server } from "../../_kit/program/server.ts";
import { until } from "../../_kit/until.ts";
const MODES = ["events", "iterative", "process", "thread", "pool", "symmetric"] as const;
/**
 * Milliseconds within which a server has to be gone whose sessions have half a second; the machine may be
 * busy.
 */
const SOON = 20_000;

const EXPRESSION = `(${Array(100).fill("gcd(7**46000,3**82000)").join("+")})\n`;

/** What clients do while the server is to stop. */
const CLIENTS: Readonly<Record<string, (client: Deno.TcpConn) => Promise<unknown>>> = {
  "that says nothing": () => Promise.resolve(),
  "that asks for much": (client) => send(client, EXPRESSION),
  "that asks for much and half-closes": async (client) => {
    await send(client, EXPRESSION);
    await client.closeWrite();
  },
  "that never reads": (client) => Promise.race([send(client, "2**5000\n".repeat(400_000)), delay(500)]),
};

for (const mode of MODES) {
  for (const [what, act] of Object.entries(CLIENTS)) {
    Deno.test(`calc serve --mode ${mode} ends after --grace in spite of a client ${what}`, async () => {
      const args = ["calc", "serve", "0", "--host", "127.0.0.1", "--time-limit", "30", "--grace", "0.5"];
      await using server = await Server.start([...args, "--mode", mode]);
      using client = await served(server);
      await act(client).catch(() => {/* cut off, which is what is tried */});
      await delay(300);
      const children = descendants(server.child.pid);
      assertEquals(await deadline(server.stop(), SOON), 0);
      assertEquals(children.filter(isAlive), []);
    });
  }

  Deno.test(`calc serve --mode ${mode} ends at once at the second Ctrl-C`, async () => {
    const args = ["calc", "serve", "0", "--host", "127.0.0.1", "--time-limit", "600", "--grace", "600"];
    await using server = await Server.start([...args, "--mode", mode]);
    using client = await served(server);
    await send(client, EXPRESSION);
    const children = descendants(server.child.pid);
    server.ask("SIGINT");
    await server.line((line) => line.includes("may finish"));
    await delay(100); // sooner it would be the first one, passed on by a launcher
    assertEquals(await deadline(server.stop("SIGINT"), SOON), 130);
    await untilDead(children);
  });
}

/**
 * A handler that computes for ever keeps the loop that it is on: there nothing can be stopped from inside.
 */
const STUBBORN = MODES.flatMap((mode) =>
  ["computes", "waits", "writes"]
    .filter((deed) => deed !== "computes" || !["events", "iterative"].includes(mode))
    .map((deed) => [mode, deed] as const)
);

for (const [mode, deed] of STUBBORN) {
  Deno.test(`serve() in mode ${mode} is over after the grace period in spite of a handler that ${deed} for ever`, async () => {
    await using program = await Program.start(mode);
    using _client = await program.client(deed);
    const children = descendants(program.pid);
    assertEquals(await deadline(program.stop(), SOON), 0);
    assertEquals(children.filter(isAlive), []);
  });
}

Deno.test("a program that ends at once takes a child along that computes for ever", async () => {
  await using program = await Program.start("process", "600000");
  using _client = await program.client("computes");
  const children = descendants(program.pid);
  assertEquals(children.length > 0, Deno.build.os === "linux");
  assertEquals(await deadline(program.stopAtOnce(), SOON), 143);
  await untilDead(children);
});

/** A client whose session is open. */
async function served({ port }: Server): Promise<Deno.TcpConn> {
  const client = await Deno.connect({ hostname: "127.0.0.1", port });
  await send(client, "1+1\n");
  await client.read(new Uint8Array(16));
  return client;
}

/** The program of `tests/e2e/programs/stubborn_server.ts`. */
class Program implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #lines: ReadableStreamDefaultReader<string>;
  #port = 0;

  private constructor(args: string[]) {
    const [config, script] = ["../../../deno.json", "../programs/stubborn_server.ts"]
      .map((path) => fromFileUrl(new URL(path, import.meta.url)));
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "--config", config!, script!, ...args],
      env: { ...PLAIN },
      stdin: "null",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#lines = this.#child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())
      .getReader();
  }

  static async start(...args: string[]): Promise<Program> {
    const program = new Program(args);
    program.#port = Number((await program.#lines.read()).value);
    return program;
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** A client whose handler has begun to do what it is told. */
  async client(deed: string): Promise<Deno.TcpConn> {
    const client = await Deno.connect({ hostname: "127.0.0.1", port: this.#port });
    await send(client, `${deed}\n`);
    await client.read(new Uint8Array(1));
    return client;
  }

  kill(signal: Deno.Signal = "SIGTERM"): void {
    try {
      this.#child.kill(signal);
    } catch {
      // It has ended already.
    }
  }

  async stop(): Promise<number> {
    this.kill();
    return (await this.#child.status).code;
  }

  /** Asks until it has ended: a signal that comes while one of its kind is pending is lost (signal(7)). */
  async stopAtOnce(): Promise<number> {
    const asking = setInterval(() => this.kill(), 100);
    try {
      return await this.stop();
    } finally {
      clearInterval(asking);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill("SIGKILL");
    await this.#child.status;
    await this.#lines.cancel();
  }
}

async function send(client: Deno.TcpConn, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  for (let sent = 0; sent < bytes.length;) sent += await client.write(bytes.subarray(sent));
}

async function untilDead(processes: readonly number[]): Promise<void> {
  await deadline(
    (async () => {
      await until(() => !processes.some(isAlive));
    })(),
    SOON,
  );
}
