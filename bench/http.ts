/**
 * `deno task bench:http`: the browser's side of `files serve` against nginx with sendfile and `python3 -m http.server`.
 *
 * @module
 */
import { join } from "@std/path";
import { delay } from "@std/async";
import type { Stage } from "./_kit/bench.ts";
import type { Contender } from "./_kit/contender.ts";
import { netlab, nginx, pythonHttp } from "./_kit/peers.ts";
import { type Suite, suite } from "./_kit/suite.ts";

const MIB = 2 ** 20;
const SMALL_FILES = 10_000;

await suite("http", Deno.args, async (run) => {
  const dir = join(run.folder, "served");
  await Deno.mkdir(join(dir, "many"), { recursive: true });
  const large = run.quick ? 64 * MIB : 1024 * MIB;
  await writeFile(join(dir, "large"), large);
  await writeFile(join(dir, "medium"), 4 * MIB);
  for (let at = 0; at < SMALL_FILES; at++) await writeFile(join(dir, "many", `f${at}`), 2048);
  const peers = [overHttp(dir), await nginx(dir, run.folder), pythonHttp(dir)];
  await downloads(run, peers, large);
  await smallFiles(run, peers);
  await ranges(run, peers.slice(0, 2));
  await slowReaders(run, peers);
  await uploads(run, large);
});

/** netlab with its HTTP side on a given port. */
function overHttp(dir: string, ...more: string[]): Contender {
  const command = (port: number) =>
    netlab([
      ...["files", "serve", "0", "--host", "127.0.0.1", "--dir", dir, "-q", "--http-port", `${port}`],
      ...more,
    ])
      .command(0);
  return { name: "netlab", command };
}

/** `-w` of curl: how fast, in MB/s, and how many files in all. */
async function curl(...args: string[]): Promise<number[]> {
  const child = new Deno.Command("curl", { args: ["-sSf", ...args], stdin: "null", stderr: "inherit" });
  const { success, stdout } = await child.output();
  if (!success) throw new Error("curl failed");
  return new TextDecoder().decode(stdout).trim().split("\n").map(Number);
}

async function downloads(run: Suite, contenders: Contender[], large: number): Promise<void> {
  await run.bench({
    name: `curl, one file of ${large / MIB} MiB`,
    unit: "MB/s",
    contenders,
    measure: async ({ server }) => {
      const url = `http://127.0.0.1:${server.port}/large`;
      const [speed = 0] = await curl("-o", "/dev/null", "-w", "%{speed_download}\n", url);
      return { "MB/s": speed / 1e6 };
    },
  });
  await run.bench({
    name: "4 MiB files, 200 clients at a time",
    unit: "MB/s",
    contenders,
    measure: async ({ load }) => {
      const count = run.quick ? 200 : 1000;
      const result = await load("fetch", { request: asking("medium"), conns: 200, count, expect: 4 * MIB });
      return { "MB/s": result.mb_per_second ?? 0, failed: result.failed ?? 0 };
    },
  });
}

async function smallFiles(run: Suite, contenders: Contender[]): Promise<void> {
  await run.bench({
    name: "curl, 10 000 files of 2 KiB one after the other",
    unit: "files/s",
    contenders,
    measure: async ({ server }) => {
      const count = run.quick ? 1000 : SMALL_FILES;
      const started = performance.now();
      await curl("-o", "/dev/null", `http://127.0.0.1:${server.port}/many/f[0-${count - 1}]`);
      return { "files/s": count / (performance.now() - started) * 1000 };
    },
  });
  await run.bench({
    name: "2 KiB files, 200 clients at a time",
    unit: "files/s",
    contenders,
    measure: async ({ load }) => {
      const seconds = run.quick ? 1 : 3;
      const words = { request: asking("many/f7"), conns: 200, count: 100_000, seconds, expect: 2048 };
      const { per_second = 0, p50_us = 0, p99_us = 0, failed = 0 } = await load("fetch", words);
      return { "files/s": per_second, "p50 ms": p50_us / 1000, "p99 ms": p99_us / 1000, failed };
    },
  });
}

/** Python's server has no ranges. */
async function ranges(run: Suite, contenders: Contender[]): Promise<void> {
  await run.bench({
    name: "64 KiB ranges of a large file, 200 clients at a time",
    unit: "ranges/s",
    contenders,
    measure: async ({ load }) => {
      const seconds = run.quick ? 1 : 3;
      const request = asking("large", "Range: bytes=5000000-5065535\\r\\n");
      const result = await load("fetch", { request, conns: 200, count: 100_000, seconds, expect: 65_536 });
      return { "ranges/s": result.per_second ?? 0, failed: result.failed ?? 0 };
    },
  });
}

async function slowReaders(run: Suite, contenders: Contender[]): Promise<void> {
  const conns = run.quick ? 100 : 1000;
  await run.bench({
    name: `${conns} readers of 1 KiB/s`,
    unit: "KiB/reader",
    better: "lower",
    contenders,
    measure: (stage) => perSlowReader(stage, conns),
  });
}

async function perSlowReader({ server, hold, load }: Stage, conns: number) {
  await load("fetch", { request: asking("large"), count: 1 });
  const before = server.usage().residentKib ?? NaN;
  await using _readers = await hold("slow", { conns, request: asking("large"), rate: 1024 });
  await delay(2000);
  return { "KiB/reader": ((server.usage().residentKib ?? NaN) - before) / conns };
}

async function uploads(run: Suite, large: number): Promise<void> {
  const source = join(run.folder, "served", "large");
  const taken = join(run.folder, "taken");
  await Deno.mkdir(taken);
  // nginx gives up root.
  await Deno.chmod(taken, 0o777);
  await run.bench({
    name: `curl -T, one file of ${large / MIB} MiB`,
    unit: "MB/s",
    contenders: [overHttp(taken, "--upload", "--existing", "overwrite"), await nginxDav(taken, run.folder)],
    measure: async ({ server }) => {
      const url = `http://127.0.0.1:${server.port}/upload`;
      const [speed = 0] = await curl("-T", source, "-o", "/dev/null", "-w", "%{speed_upload}\n", url);
      await Deno.remove(join(taken, "upload"));
      return { "MB/s": speed / 1e6 };
    },
  });
}

/** nginx that takes PUT. */
async function nginxDav(dir: string, folder: string): Promise<Contender> {
  const plain = await nginx(dir, folder);
  const conf = join(folder, "nginx.conf");
  const command = (port: number) => {
    const line = plain.command(port);
    const text = Deno.readTextFileSync(conf);
    Deno.writeTextFileSync(conf, text.replace("root ", "dav_methods PUT; client_max_body_size 0; root "));
    return line;
  };
  return { ...plain, name: "nginx with dav", command };
}

function asking(name: string, fields = ""): string {
  return `GET /${name} HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n${fields}\\r\\n`;
}

async function writeFile(path: string, size: number): Promise<void> {
  using file = await Deno.open(path, { write: true, create: true });
  const piece = crypto.getRandomValues(new Uint8Array(65536));
  for (let left = size; left > 0; left -= piece.length) await file.write(piece.subarray(0, left));
}
