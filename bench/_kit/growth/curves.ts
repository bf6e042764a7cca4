/**
 * The measurements that show where a line bends: the same load at sizes that are a few times apart.
 *
 * @module
 */
import { join } from "@std/path";
import { delay } from "@std/async";
import type { Candidate } from "../candidate.ts";
import type { BenchOptions, Figures } from "../bench.ts";
import { bareEchoWith, bareFiles, cEcho, netlab, nginx } from "../peers.ts";
import type { Suite } from "../suite.ts";
import { SeveralServers, SHARED } from "./several_servers.ts";

const CONNECTIONS = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 19_000, 50_000];
const SIZES = [16, 64, 256, 1024, 4096, 16_384, 65_536, 2 ** 18, 2 ** 20, 2 ** 22, 2 ** 24, 2 ** 26];
const FILES = [1, 10, 100, 1000, 10_000];

/** For `--quick` every third one. */
function points(run: Suite, all: readonly number[]): readonly number[] {
  return run.quick ? all.filter((_, index) => index % 3 === 0) : all;
}

/** `1 MiB`, `64 bytes`. */
function sizeText(bytes: number): string {
  if (bytes >= 2 ** 20) return `${bytes / 2 ** 20} MiB`;
  return bytes >= 1024 ? `${bytes / 1024} KiB` : `${bytes} bytes`;
}

const many = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;

/** Servers that echo, netlab first; the one in C looks for lines as well. */
async function echoServers(run: Suite, longest: number): Promise<Candidate[]> {
  const lines = await cEcho(run.folder, "lines");
  return [
    netlab(["echo", "serve", "0", "--host", "127.0.0.1", "--limit", `${longest}`]),
    { ...lines, command: (port) => [...lines.command(port), `${longest}`] },
    bareEchoWith(Math.min(longest, 65_536)),
  ];
}

/** The same for a number of connections, which may take several of each; and what a reader is told of it. */
async function serversFor(run: Suite, conns: number): Promise<Crowd> {
  const most = await mostConnections();
  const count = Math.ceil(conns / most);
  const several = new SeveralServers(count);
  const [ours, ...others] = await echoServers(run, 65_536);
  if (count === 1) return { several, candidates: [ours!, ...others] };
  const onPort: Candidate = {
    ...ours!,
    command: (port) => netlab(["echo", "serve", `${port}`, "--host", "127.0.0.1"]).command(0),
    ready: "tcp",
  };
  return {
    several,
    candidates: [onPort, ...others].map((candidate) => several.of(candidate)),
    notes: [
      `a process may open ${most + RESERVED} files here: ${count} ${SHARED}`,
    ],
    timeout: 120,
  };
}

interface Crowd extends Pick<BenchOptions, "candidates" | "notes" | "timeout"> {
  readonly several: SeveralServers;
}

/** Files that a process has open besides its connections. */
const RESERVED = 200;

/** The most connections that a process may have here. */
async function mostConnections(): Promise<number> {
  try {
    const limits = await Deno.readTextFile("/proc/self/limits");
    return Number(/^Max open files\s+\S+\s+(\d+)/m.exec(limits)?.[1] ?? Infinity) - RESERVED;
  } catch {
    return Infinity; // the system does not tell
  }
}

/** All of them talk: each sends a line and waits for its answer. */
export async function connections(run: Suite): Promise<void> {
  for (const conns of points(run, CONNECTIONS)) {
    const { several, ...crowd } = await serversFor(run, conns);
    await run.bench({
      name: "connections that talk",
      at: many(conns, "connection"),
      unit: "answers/s",
      ...crowd,
      measure: async (context) => {
        const ports = await several.portsOf(context.server);
        const seconds = conns >= 3000 ? Math.max(2, run.seconds) : run.seconds;
        const parameters = { conns: Math.round(conns / ports.length), size: 64, seconds };
        const results = ports.length === 1
          ? [await context.load("echo", parameters)]
          : await context.loadEach("echo", parameters, ports);
        const sum = (key: string) => results.reduce((total, result) => total + (result[key] ?? 0), 0);
        const worst = (key: string) => Math.max(...results.map((result) => result[key] ?? 0));
        return {
          "answers/s": sum("per_second"),
          "p50 µs": sum("p50_us") / ports.length,
          "p99 µs": worst("p99_us"),
          each: sum("answers"),
        };
      },
    });
  }
}

/** What connections that say nothing hold in memory, all together. */
export async function restingConnections(run: Suite): Promise<void> {
  for (const conns of points(run, CONNECTIONS.filter((count) => count >= 100))) {
    const { several, ...crowd } = await serversFor(run, conns);
    await run.bench({
      name: "memory of connections that rest",
      at: many(conns, "connection"),
      unit: "MiB",
      better: "lower",
      ...crowd,
      measure: async ({ server, hold, loadEach }) => {
        const ports = await several.portsOf(server);
        await loadEach("echo", { conns: 10, seconds: 0.2, warmup: 0 }, ports);
        await using _crowd = await hold("idle", { conns: Math.round(conns / ports.length) }, ports);
        await delay(500);
        return { MiB: (server.usage().residentKib ?? NaN) / 1024 };
      },
    });
  }
}

/** Four clients, whose messages grow. */
export async function messages(run: Suite): Promise<void> {
  for (const size of points(run, SIZES)) {
    await run.bench({
      name: "size of a message, 4 connections",
      at: sizeText(size),
      unit: "MB/s",
      candidates: await echoServers(run, Math.max(size, 65_536)),
      measure: async ({ load }) => {
        // Of a large one several have to come, or its beginning and end are what is measured
        const seconds = size >= 2 ** 22 ? Math.max(3, run.seconds) : run.seconds;
        const result = await load("echo", { conns: 4, size, seconds });
        return { "MB/s": result.mb_per_second ?? 0, "p50 µs": result.p50_us ?? 0, each: result.answers ?? 0 };
      },
    });
  }
}

/** Folders that grow: their page, and getting each file over a connection of its own. */
export async function folders(run: Suite): Promise<void> {
  for (const count of points(run, FILES)) {
    const dir = join(run.folder, `files${count}`);
    await Deno.mkdir(dir);
    const bytes = new Uint8Array(1024);
    for (let at = 0; at < count; at++) await Deno.writeFile(join(dir, `file${at}`), bytes);
    const ours: Candidate = { name: "netlab", command: (port) => serving(dir, port) };
    const listing = await nginx(dir, run.folder, { server: "autoindex on;" });
    await run.bench({
      name: "listing of a folder",
      at: many(count, "file"),
      unit: "p50 ms",
      better: "lower",
      candidates: [ours, listing],
      measure: async ({ load }) => {
        const seconds = Math.max(1, run.seconds);
        const result = await load("fetch", {
          request: asking(""),
          count: 1_000_000,
          seconds,
          expect: 20 * count,
        });
        return timesOf(result);
      },
    });
    await run.bench({
      name: "getting each file of a folder",
      at: many(count, "file"),
      unit: "files/s",
      candidates: [ours, bareFiles(dir), listing],
      measure: async ({ load }) => {
        const words = {
          files: count,
          count: 1_000_000,
          seconds: Math.max(1, run.seconds),
          conns: 10,
          expect: 1024,
        };
        const result = await load("fetch", { request: asking("file#"), ...words });
        return { "files/s": result.per_second ?? 0, ...timesOf(result) };
      },
    });
    await Deno.remove(dir, { recursive: true });
  }
}

function serving(dir: string, port: number): string[] {
  const words = ["files", "serve", "0", "--host", "127.0.0.1", "--dir", dir, "-q", "--http-port", `${port}`];
  return netlab(words).command(0);
}

function asking(name: string): string {
  return `GET /${name} HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n`;
}

function timesOf(result: Record<string, number>): Figures {
  if (result.failed) throw new Error(`${result.failed} answers were cut short`);
  return {
    "p50 ms": (result.p50_us ?? 0) / 1000,
    "p99 ms": (result.p99_us ?? 0) / 1000,
    each: result.count ?? NaN,
  };
}
