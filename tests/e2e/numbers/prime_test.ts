import { assert, assertEquals, assertMatch } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { TextLineStream } from "@std/streams";
import { listenDatagrams } from "../../../mod/net/udp/datagram_socket.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { run, runCommand } from "../../_kit/program/run.ts";

const client = (name: string) => fromFileUrl(new URL(`../clients/${name}`, import.meta.url));
/** The server of sheet 003 §1.1, which answers letters without a line end. It serves one client and ends. */
class SheetServer implements AsyncDisposable {
  private constructor(
    readonly child: Deno.ChildProcess,
    readonly output: ReadableStreamDefaultReader<string>,
    readonly port: string,
  ) {}

  static async start(): Promise<SheetServer> {
    const args = [client("sheet_003_server.py")];
    const child = new Deno.Command("python3", { args, stdin: "null", stdout: "piped" }).spawn();
    const output = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())
      .getReader();
    const { value } = await output.read();
    return new SheetServer(child, output, value ?? "");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.output.cancel();
    await this.child.status;
  }
}

const modes = ["events", "iterative", "process", "thread", "pool", "symmetric"];

for (const mode of modes) {
  peerTest(`netlab prime serve --mode ${mode} answers the sheet's Python client`, ["python3"], async () => {
    await using server = await Server.start(["prime", "serve", "0", "--mode", mode]);
    const { stdout } = await runCommand("python3", [
      client("sheet_003_tcp.py"),
      "127.0.0.1",
      `${server.port}`,
    ]);
    const letters = stdout.trim().split("\n").join(" ");
    assertEquals(letters, "E F T F T T F F".split(" ").map((letter) => `b'${letter}\\n'`).join(" "));
    assertEquals(await server.stop(), 0);
  });

  Deno.test(`netlab prime serve --mode ${mode} examines a 300-digit prime`, async () => {
    await using server = await Server.start(["prime", "serve", "0", "--mode", mode, "--time-limit", "15"]);
    const { stdout, code } = await run(["prime", "ask", "localhost", `${server.port}`, "10**299+669", "4"]);
    assertMatch(stdout, /\(300 digits\): T \(prime\), \d+\.\d\d ms\n4: F \(not prime\)/);
    assertEquals(code, 0);
  });
}

peerTest("netlab prime serve --udp answers the sheet's Python client, and an empty datagram stops it", [
  "python3",
], async () => {
  await using server = await Server.start(["prime", "serve", "0", "--udp", "0", "--stop-on-empty"]);
  await server.line((line) => line.endsWith("(udp)"));
  const udp = `${server.ports[1]}`;
  const { stdout } = await runCommand("python3", [client("sheet_003_udp.py"), "127.0.0.1", udp, "empty"]);
  assertEquals(stdout.trim().split("\n").join(" "), "b'E' b'F' b'T' b'F' b'T' b'T' b'F' b'F'");
  assertEquals((await server.child.status).code, 0);
});

peerTest("netlab prime serve answers nc over TCP and socat over UDP", ["nc", "socat"], async () => {
  await using server = await Server.start(["prime", "serve", "0", "--udp", "0", "--explain"]);
  await server.line((line) => line.endsWith("(udp)"));
  const [tcp, udp] = server.ports;
  const overTcp = await runCommand("nc", ["-N", "-w", "10", "127.0.0.1", `${tcp}`], {
    stdin: "4294967297\n2147483647",
  });
  assertEquals(overTcp.stdout, "F 641\nT proved\n");
  const overUdp = await runCommand("socat", ["-t", "2", "-", `UDP:127.0.0.1:${udp}`], {
    stdin: "2147483647\n",
  });
  assertEquals(overUdp.stdout, "T proved");
});

Deno.test("netlab prime ask shows question, answer and time, works out 2**50-1 and sends 4j as it is", async () => {
  await using server = await Server.start(["prime", "serve", "0", "--udp", "0"]);
  await server.line((line) => line.endsWith("(udp)"));
  const [tcp, udp] = server.ports;
  const numbers = ["4j", "-5", "17", "2**50-1"];
  const expected = [
    "4j: E (error)",
    "-5: F (not prime)",
    "17: T (prime)",
    `${2n ** 50n - 1n}: F (not prime)`,
  ];
  for (const words of [[`localhost:${tcp}`, ...numbers], ["127.0.0.1", `${udp}`, ...numbers, "--udp"]]) {
    const { stdout, code } = await run(["prime", "ask", ...words]);
    assertEquals(stdout.trimEnd().split("\n").map((line) => line.replace(/, [\d.]+ ms$/, "")), expected);
    assertEquals(code, 0);
  }
});

Deno.test("netlab prime ask asks for many numbers from standard input", async () => {
  await using server = await Server.start(["prime", "serve", "0"]);
  const stdin = Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join("");
  const { stdout, code } = await run(["prime", "ask", "localhost", `${server.port}`], { stdin });
  const answers = stdout.trimEnd().split("\n");
  assertEquals([answers.length, answers.filter((line) => line.includes(": T (prime)")).length, code], [
    20_000,
    2262,
    0,
  ]);
});

peerTest("netlab prime ask --framing chunk talks to the sheet's own server", ["python3"], async () => {
  await using server = await SheetServer.start();
  const { stdout, code } = await run([
    "prime",
    "ask",
    "127.0.0.1",
    server.port,
    "17",
    "4j",
    "--framing",
    "chunk",
  ]);
  assertMatch(stdout, /^17: T \(prime\), .*\n4j: E \(error\), .*\n$/);
  assertEquals(code, 0);
});

Deno.test("netlab prime ask --udp says so when nobody answers", async () => {
  const [socket] = await listenDatagrams(0, { hostname: "127.0.0.1" });
  using silent = socket!;
  const { port } = silent.address;
  const { stderr, code } = await run(["prime", "ask", "127.0.0.1", `${port}`, "17", "--udp"]);
  assertMatch(stderr, /No answer from 127\.0\.0\.1:\d+ after 3 tries/);
  assertEquals(code, 1);
});

peerTest(
  "netlab prime serve answers 17 at once while eight clients send 1000-digit primes",
  ["python3"],
  async () => {
    await using server = await Server.start(["prime", "serve", "0", "--time-limit", "60"]);
    const port = `${server.port}`;
    const large = Array.from(
      { length: 8 },
      () => run(["prime", "ask", "127.0.0.1", port, "10**999+7"], { timeout: 60_000 }),
    );
    await server.line(() => true);
    const { stdout } = await runCommand("python3", [client("latency.py"), "127.0.0.1", port]);
    const took = (await Promise.all(large)).map(({ stdout: said }) => {
      assertMatch(said, /T \(prime\), [\d.]+ ms/);
      return Number(/([\d.]+) ms/.exec(said)![1]);
    });
    // On the event loop, eight large ones would make somebody wait for as long as the fastest of them took at
    // least.
    const longest = Math.max(200, Math.min(...took) / 2);
    assert(Number(stdout) < longest, `the longest wait was ${stdout} ms, the primes took ${took.join(", ")}`);
  },
);

Deno.test("netlab prime serve survives a million digits, binary data and clients that leave", async () => {
  await using server = await Server.start(["prime", "serve", "0", "--explain"]);
  const port = server.port;
  using rude = await Deno.connect({ hostname: "127.0.0.1", port });
  await rude.write(new Uint8Array(100_000));
  const stdin = `${"9".repeat(1_000_000)}\n17\n`;
  const { stdout } = await run(["prime", "ask", "127.0.0.1", `${port}`], { stdin });
  assertMatch(stdout, /\(1000000 digits\): E more than 1000 digits \(error\)[^\n]*\n17: T proved/);
  assertEquals(await server.stop("SIGINT"), 0);
});

Deno.test("netlab prime serve --json speaks Prime Time, and closes after a malformed request", async () => {
  await using server = await Server.start(["prime", "serve", "0", "--json"]);
  using socket = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await socket.write(
    new TextEncoder().encode(
      '{"method":"isPrime","number":9007199254740993}\n{"method":"isPrime","number":13}\n{}\n',
    ),
  );
  const lines = (await new Response(socket.readable).text()).trimEnd().split("\n").map((line) =>
    JSON.parse(line)
  );
  assertEquals(lines.slice(0, 2).map(({ prime }) => prime), [false, true]);
  assertEquals([lines.length, lines[2].method], [3, undefined]);
});

Deno.test("netlab prime says what is wrong with its options", async () => {
  const table: [string[], RegExp][] = [
    [["serve", "--stop-on-empty"], /--stop-on-empty needs --udp/],
    [["serve", "--max-digits", "0"], /--max-digits needs a whole number/],
    [["serve", "--time-limit", "0"], /--time-limit needs more than 0/],
    [["serve", "--udb"], /did you mean --udp\?/],
    [["ask", "localhost", "1", "9**9**9"], /too large to be worked out/],
    [["ask", "localhost"], /PORT is missing/],
  ];
  for (const [args, message] of table) {
    const { stderr, code } = await run(["prime", ...args]);
    assertMatch(stderr, message);
    assertEquals(code, 2, args.join(" "));
  }
});
