/**
 * `deno task bench:relay`: the same way through a relay, netlab's, socat's and ncat's, in front of the same
 * server.
 *
 * @module
 */
import { delay } from "@std/async";
import { join } from "@std/path";
import type { Figures } from "./_kit/bench.ts";
import type { RoundContext } from "./_kit/round_context.ts";
import { datagramLoad } from "./_kit/datagram_load.ts";
import { compileC } from "./_kit/compile_c.ts";
import type { Candidate } from "./_kit/candidate.ts";
import { bareDatagrams, bareEcho, bareTcpRelay, cEcho, netlab } from "./_kit/peers.ts";
import { selfSigned } from "../mod/net/tls/certificate.ts";
import { proportionalKib } from "../tests/_kit/program/proc.ts";
import { type RunningServer, startServer } from "./_kit/start_server.ts";
import { type Suite, suite } from "./_kit/suite.ts";

const MIB = 2 ** 20;

/** The words of a relay that listens on a port. */
type LoadParameters = (listen: number) => string[];

/** netlab, and socat with its default block and with the one that is best for bulk, given the same words. */
function threeRelays(words: LoadParameters, ready: "tcp" | "udp" = "tcp"): Candidate[] {
  const socat = (name: string, ...options: string[]): Candidate => ({
    name,
    command: (listen) => ["socat", ...options, ...words(listen)],
    version: ["socat", "-V"],
    ready,
  });
  const ours = netlab(["relay"]);
  return [
    { ...ours, ready, command: (listen) => [...ours.command(0), ...words(listen)] },
    socat("socat"),
    socat("socat -b 1048576", "-b", "1048576"),
  ];
}

const tcpListen = (port: number) => `TCP-LISTEN:${port},bind=127.0.0.1,fork,reuseaddr,backlog=1024`;

/** ncat with a program for each client. */
function ncat(program: string, ...options: string[]): Candidate {
  return {
    name: `ncat -k -c ${program.split(" ")[0]}`,
    command: (
      listen,
    ) => ["ncat", "-l", "-k", "-m", "1000", ...options, "-c", program, "127.0.0.1", `${listen}`],
    version: ["ncat", "--version"],
  };
}

/** The relays, forwarding to a port of this computer. */
function forwarders(port: number): Candidate[] {
  const relays = threeRelays((listen) => [tcpListen(listen), `TCP:127.0.0.1:${port}`]);
  return [...relays, ncat(`ncat 127.0.0.1 ${port}`)];
}

/**
 * One download through a candidate. ncat does not pass the end of the stream on, so the load leaves when it
 * has everything.
 */
async function download({ load }: RoundContext, size: number, request: string): Promise<Figures> {
  const result = await load("fetch", { request, count: 1, expect: size, stop: 1, seconds: 30 });
  if (result.bytes !== size) throw new Error(`only ${result.bytes} of ${size} bytes came within 30 s`);
  return { "MB/s": result.mb_per_second ?? 0 };
}

/** A server behind the relays, on the load's core: it is the other side as well. */
function behind(run: Suite, candidate: Candidate): Promise<RunningServer> {
  return startServer(candidate, run.load.cores ? run.load.on([run.load.cores.load]) : []);
}

async function bulk(run: Suite, size: number): Promise<void> {
  const program = await compileC(["_peers/bulk_server.c"], run.folder, "bulk_server");
  const start = program ? [program] : [Deno.execPath(), "run", "--allow-net", "bench/_peers/bulk_server.ts"];
  await using source = await behind(run, {
    name: "source",
    command: (port) => [...start, `${port}`, `${size}`],
  });
  await run.bench({
    name: "from TCP to TCP",
    at: `${size / MIB} MiB`,
    unit: "MB/s",
    candidates: forwarders(source.port),
    behind: source,
    measure: (context) => download(context, size, "x"),
  });
}

async function fromFile(run: Suite, size: number): Promise<void> {
  const path = join(run.folder, "file");
  await Deno.writeFile(path, blocks(size));
  await run.bench({
    name: "from a file to TCP",
    at: `${size / MIB} MiB`,
    unit: "MB/s",
    candidates: [
      ...threeRelays((listen) => ["-U", tcpListen(listen), `OPEN:${path},rdonly`]),
      ncat(`cat ${path}`, "--send-only"),
    ],
    measure: (context) => download(context, size, ""),
  });
}

/** Out of a program at a pseudo terminal, which the system hands on 4 KiB at a time. */
async function fromTerminal(run: Suite, size: number): Promise<void> {
  await run.bench({
    name: "from a program at a terminal to TCP",
    at: `${size / MIB} MiB`,
    unit: "MB/s",
    candidates: threeRelays((
      listen,
    ) => ["-U", tcpListen(listen), `EXEC:head -c ${size} /dev/zero,pty,rawer`]).slice(0, 2),
    measure: (context) => download(context, size, ""),
  });
}

/** Puts a certificate and its key, `cert.pem` and `key.pem`, into the folder of the run. */
async function makeCertificate(run: Suite): Promise<void> {
  const { cert, key } = await selfSigned(["localhost"], Date.now());
  for (const [name, text] of [["cert.pem", cert], ["key.pem", key]] as const) {
    await Deno.writeTextFile(join(run.folder, name), text);
  }
}

/** New TLS connections, one after another, as OpenSSL's own client counts them. */
async function handshakes(run: Suite, port: number): Promise<void> {
  const [cert, key] = [join(run.folder, "cert.pem"), join(run.folder, "key.pem")];
  const listen = (port: number) =>
    `OPENSSL-LISTEN:${port},bind=127.0.0.1,fork,reuseaddr,backlog=1024,verify=0,cert=${cert},key=${key}`;
  await run.bench({
    name: "TLS handshakes",
    at: "1 client",
    unit: "a second",
    candidates: [
      ...threeRelays((at) => [listen(at), `TCP:127.0.0.1:${port}`]).slice(0, 2),
      {
        name: "openssl s_server",
        command: (
          at,
        ) => [
          "openssl",
          "s_server",
          "-www",
          "-quiet",
          "-accept",
          `127.0.0.1:${at}`,
          "-cert",
          cert,
          "-key",
          key,
        ],
        version: ["openssl", "version"],
      },
    ],
    measure: async ({ server, client }) => {
      const seconds = Math.max(1, Math.ceil(run.seconds));
      const connect = ["-connect", `127.0.0.1:${server.port}`, "-new", "-time", `${seconds}`];
      const said = await client("openssl", "s_time", ...connect);
      // Its last word: "231 connections in 2 real seconds, 0 bytes read per connection".
      const [, count, time] = /(\d+) connections in (\d+) real seconds/.exec(said) ?? [];
      if (!Number(count) || !Number(time)) throw new Error(`openssl s_time: ${said}`);
      return { "a second": Number(count) / Number(time), each: Number(count) };
    },
  });
}

/** A download from OpenSSL's own server, whose TLS ends at the relay. */
async function fromTls(run: Suite, size: number): Promise<void> {
  await Deno.writeFile(join(run.folder, "page"), blocks(size));
  // It serves its working folder: -HTTP sends a file as it is.
  const serve =
    'cd "$1" && exec openssl s_server -quiet -accept "127.0.0.1:$2" -cert cert.pem -key key.pem -HTTP';
  await using server = await behind(run, {
    name: "openssl s_server",
    command: (port) => ["sh", "-c", serve, "sh", run.folder, `${port}`],
  });
  await run.bench({
    name: "from TLS to TCP",
    at: `${size / MIB} MiB`,
    unit: "MB/s",
    candidates: threeRelays((listen) => [tcpListen(listen), `OPENSSL:127.0.0.1:${server.port},verify=0`]),
    behind: server,
    measure: (context) => download(context, size, "GET /page HTTP/1.0\r\n\r\n"),
  });
}

function blocks(size: number): ReadableStream<Uint8Array> {
  return ReadableStream.from(Array(size / MIB).fill(new Uint8Array(MIB)));
}

async function roundTrips(run: Suite, echo: RunningServer): Promise<void> {
  for (const conns of run.sizes(1, 50, 200, 1000)) {
    const at = `${conns} connection${conns > 1 ? "s" : ""}`;
    await roundTrip(run, echo, { name: "64-byte round trips", at, conns, size: 64 });
  }
  for (const size of run.sizes(1024, 16_384, 65_536)) {
    await roundTrip(run, echo, { name: "round trips, 1 connection", at: `${size} bytes`, conns: 1, size });
  }
}

interface RoundTrip {
  readonly name: string;
  readonly at: string;
  readonly conns: number;
  readonly size: number;
}

async function roundTrip(
  run: Suite,
  echo: RunningServer,
  { conns, size, ...what }: RoundTrip,
): Promise<void> {
  await run.bench({
    ...what,
    unit: "p50 µs",
    better: "lower",
    candidates: [...forwarders(echo.port).slice(0, conns < 1000 ? 4 : 1), bareTcpRelay(echo.port)],
    behind: echo,
    measure: async ({ load }) => {
      const result = await load("echo", { conns, size, seconds: run.seconds, warmup: 0 });
      return {
        "p50 µs": result.p50_us ?? 0,
        "p99 µs": result.p99_us ?? 0,
        "answers/s": result.per_second ?? 0,
        ...(result.fairness === undefined ? {} : { fairness: result.fairness }),
        ...(result.p99_rounds === undefined ? {} : { "p99 rounds": result.p99_rounds }),
        each: result.answers ?? 0,
      };
    },
  });
}

/** Datagrams there and back through the relay, one at a time for each socket. */
async function datagrams(run: Suite): Promise<void> {
  const program = await compileC(["_peers/udp_letter.c"], run.folder, "udp_letter");
  const letter = {
    name: "letter",
    command: (port: number) => [program ?? "", `${port}`],
    ready: "udp",
  } as const;
  await using server = program ? await behind(run, letter) : undefined;
  const words = (
    listen: number,
  ) => [`UDP-LISTEN:${listen},bind=127.0.0.1,fork,reuseaddr`, `UDP:127.0.0.1:${server?.port}`];
  const relays = threeRelays(words, "udp").slice(0, 2);
  for (const conns of run.sizes(1, 20)) {
    await run.bench({
      name: "datagrams there and back",
      at: `${conns} socket${conns > 1 ? "s" : ""}`,
      unit: "answers/s",
      candidates: server
        ? [...relays, bareDatagrams("udp_relay_bare.ts", `${server.port}`)]
        : relays.map((relay) => ({ ...relay, missing: "not measured: no C compiler" })),
      ...(server ? { behind: server } : {}),
      measure: (context) => datagramLoad(context, { conns, text: "17", seconds: run.seconds }),
    });
  }
}

async function crowd(run: Suite, port: number): Promise<void> {
  for (const conns of run.quick ? [100] : [100, 500]) {
    await run.bench({
      name: "memory of connections that rest",
      at: `${conns} connections`,
      unit: "MiB",
      better: "lower",
      candidates: forwarders(port).slice(0, 2),
      measure: (context) => memoryOf(context, conns),
    });
  }
}

/**
 * The memory of a relay and its children, shared pages counted once, when all connections have been
 * made and are idle.
 */
async function memoryOf({ server, hold }: RoundContext, conns: number): Promise<Figures> {
  await using _crowd = await hold("idle", { conns });
  await delay(1500);
  return { MiB: (proportionalKib(server.pid) ?? NaN) / 1024 };
}

await suite("relay", Deno.args, async (run) => {
  for (const size of run.quick ? [64 * MIB] : [MIB, 64 * MIB, 1024 * MIB]) await bulk(run, size);
  await makeCertificate(run);
  await fromTls(run, (run.quick ? 64 : 1024) * MIB);
  await fromFile(run, (run.quick ? 64 : 1024) * MIB);
  await fromTerminal(run, (run.quick ? 64 : 256) * MIB);
  const limit = await cEcho(run.folder);
  await using echo = await behind(run, limit.missing ? bareEcho : limit);
  await handshakes(run, echo.port);
  await roundTrips(run, echo);
  await datagrams(run);
  await crowd(run, echo.port);
});
