/**
 * `deno task bench:http`: the browser's side of `files serve` against nginx with sendfile, `python3 -m
 * http.server`, and the servers that the runtime itself has, which say why netlab has a layer of its own.
 *
 * @module
 */
import { join } from "@std/path";
import type { RoundContext } from "./_kit/round_context.ts";
import type { Candidate } from "./_kit/candidate.ts";
import {
  byClients,
  bySize,
  type FileLoads,
  sizeName,
  slowReaders,
  writeFile,
  writeFiles,
} from "./_kit/file_loads.ts";
import { bareFiles, netlab, nginx, nginxDav, pythonHttp, runtimeHttp } from "./_kit/peers.ts";
import { type Suite, suite } from "./_kit/suite.ts";
import { isInstalled } from "../tests/_kit/program/is_installed.ts";

const WITHOUT_RANGES = /^(python3|Deno\.serve|node:http)/;

await suite("http", Deno.args, async (run) => {
  const dir = join(run.folder, "served");
  await Deno.mkdir(join(dir, "many"), { recursive: true });
  const files = await writeFiles(dir, run.quick);
  const many = run.quick ? 1000 : 10_000;
  for (let at = 0; at < many; at++) await writeFile(join(dir, "many", `f${at}`), 2048);
  const candidates = [overHttp(dir), await nginx(dir, run.folder), ...runtimeHttp(dir), pythonHttp(dir)];
  const loads = { run, candidates, files, asking: (_: Candidate, name: string) => asking(name) };
  const large = Object.keys(files).at(-1) ?? "";
  await bySize(loads);
  const [ours, ...peers] = candidates;
  const withFloor = [ours!, bareFiles(dir), ...peers];
  await byClients({ ...loads, candidates: withFloor }, "small", run.sizes(1, 50, 200, 1000));
  await byClients(loads, "1m", [200]);
  await curled(run, candidates, large, files[large] ?? 0);
  await oneConnection(run, candidates, many);
  await ranges(run, withFloor, large);
  await slowReaders(loads, run.quick ? [100] : [100, 1000]);
  await onSeveralCores({ ...loads, candidates: await severalCores(dir, run.folder) });
  await uploads(run, join(dir, large), files[large] ?? 0);
  await smallUploads(run, join(dir, "many"));
  await archives(run, dir, many);
  await listings(run);
});

/** netlab with its HTTP side on a given port. */
function overHttp(dir: string, ...more: string[]): Candidate {
  const command = (port: number) =>
    netlab([
      ...["files", "serve", "0", "--host", "127.0.0.1", "--dir", dir, "-q", "--http-port", `${port}`],
      ...more,
    ])
      .command(0);
  return { name: "netlab", command };
}

/** Servers with as many threads as there are cores, and netlab with one beside them. */
async function severalCores(dir: string, folder: string): Promise<Candidate[]> {
  const workers = Math.max(2, navigator.hardwareConcurrency);
  const symmetric = overHttp(dir, "--mode", "symmetric", "--workers", `${workers}`);
  return [
    { ...symmetric, name: `netlab, ${workers} workers` },
    { ...overHttp(dir), name: "netlab, one thread" },
    bareFiles(dir, workers),
    { ...await nginx(dir, folder, { workers }), name: `nginx, ${workers} workers` },
  ];
}

async function onSeveralCores({ run, candidates, files }: FileLoads): Promise<void> {
  for (const [name, conns] of [["small", 50], ["1m", 50]] as const) {
    const expect = files[name] ?? 1;
    await run.bench({
      name: "on several cores",
      placing: "every core",
      at: `files of ${sizeName(expect)}, ${conns} clients at a time`,
      unit: "files/s",
      candidates,
      measure: async ({ load, candidate }) => {
        const seconds = Math.max(run.quick ? 0.5 : 1, run.seconds);
        const request = asking(name);
        const result = await load("fetch", { request, conns, count: 1_000_000, seconds, expect });
        if (result.failed) throw new Error(`${candidate.name}: ${result.failed} answers were cut short`);
        return {
          "files/s": result.per_second ?? 0,
          "p99 ms": (result.p99_us ?? 0) / 1000,
          each: result.count ?? NaN,
        };
      },
    });
  }
}

/** Runs curl and reads the figure that its `-w` prints. */
async function curl(context: RoundContext, ...args: string[]): Promise<number> {
  return Number((await context.client("curl", "-sSf", "-o", "/dev/null", ...args)).trim().split("\n").at(-1));
}

async function curled(run: Suite, candidates: Candidate[], name: string, size: number): Promise<void> {
  await run.bench({
    name: "curl, one file",
    at: sizeName(size),
    unit: "MB/s",
    candidates,
    measure: async (context) => {
      const url = `http://127.0.0.1:${context.server.port}/${name}`;
      return { "MB/s": await curl(context, "-w", "%{speed_download}\n", url) / 1e6 };
    },
  });
}

async function oneConnection(run: Suite, candidates: Candidate[], count: number): Promise<void> {
  await run.bench({
    name: "curl, files of 2 KiB over one connection",
    at: `${count} files`,
    unit: "files/s",
    candidates,
    measure: async (context) => {
      const started = performance.now();
      await context.client(
        "curl",
        "-sSf",
        "-o",
        "/dev/null",
        `http://127.0.0.1:${context.server.port}/many/f[0-${count - 1}]`,
      );
      return { "files/s": count / (performance.now() - started) * 1000 };
    },
  });
}

async function ranges(run: Suite, candidates: Candidate[], name: string): Promise<void> {
  await run.bench({
    name: "64 KiB ranges of a large file",
    at: "200 clients at a time",
    unit: "ranges/s",
    candidates: candidates.map((peer) =>
      WITHOUT_RANGES.test(peer.name) ? { ...peer, missing: "has no ranges" } : peer
    ),
    measure: async ({ load }) => {
      const seconds = Math.max(run.quick ? 0.5 : 1, run.seconds);
      const request = asking(name, "Range: bytes=5000000-5065535\\r\\n");
      const result = await load("fetch", { request, conns: 200, count: 1_000_000, seconds, expect: 65_536 });
      const [rate, each] = [result.per_second ?? 0, result.count ?? NaN];
      return { "ranges/s": rate, "p99 ms": (result.p99_us ?? 0) / 1000, failed: result.failed ?? 0, each };
    },
  });
}

async function uploads(run: Suite, source: string, size: number): Promise<void> {
  const taken = join(run.folder, "taken");
  await Deno.mkdir(taken);
  // nginx gives up root.
  await Deno.chmod(taken, 0o777);
  const server = "dav_methods PUT; client_max_body_size 0;";
  const dav = { ...await nginx(taken, run.folder, { server }), name: "nginx with dav" };
  await run.bench({
    name: "curl -T, one file",
    at: sizeName(size),
    unit: "MB/s",
    candidates: [overHttp(taken, "--upload", "--existing", "overwrite"), dav],
    measure: async (context) => {
      const url = `http://127.0.0.1:${context.server.port}/upload`;
      const speed = await curl(context, "-T", source, "-w", "%{speed_upload}\n", url);
      await Deno.remove(join(taken, "upload"));
      return { "MB/s": speed / 1e6 };
    },
  });
}

/** What a class hands in: small files, one after another and at once. */
async function smallUploads(run: Suite, source: string): Promise<void> {
  const taken = join(run.folder, "handed-in");
  await Deno.mkdir(taken);
  await Deno.chmod(taken, 0o777);
  const server = "dav_methods PUT; client_max_body_size 0; keepalive_requests 100000;";
  const dav = { ...await nginx(taken, run.folder, { server }), name: "nginx with dav" };
  const count = run.quick ? 200 : 1000;
  for (
    const [at, words] of [["one connection", []], ["25 at once", ["-Z", "--parallel-max", "25"]]] as const
  ) {
    await run.bench({
      name: `curl -T, ${count} files of 2 KiB`,
      at,
      unit: "files/s",
      candidates: [overHttp(taken, "--upload"), dav],
      measure: async (context) => {
        const started = performance.now();
        const from = join(source, `f[0-${count - 1}]`);
        await curl(context, ...words, "-T", from, `http://127.0.0.1:${context.server.port}/`);
        const seconds = (performance.now() - started) / 1000;
        const names = [...Deno.readDirSync(taken)].map(({ name }) => name);
        if (names.length !== count) throw new Error(`${names.length} of ${count} files arrived`);
        for (const name of names) await Deno.remove(join(taken, name));
        return { "files/s": count / seconds, each: count };
      },
    });
  }
}

/** A folder of small files as one archive, beside the program that makes one, on a socket as well. */
async function archives(run: Suite, dir: string, count: number): Promise<void> {
  const zip: Candidate = {
    name: "socat EXEC:zip -0",
    command: (port) => [
      "socat",
      `TCP-LISTEN:${port},fork,reuseaddr,bind=127.0.0.1`,
      "EXEC:zip -q -0 -r - many",
    ],
    cwd: dir,
    version: ["zip", "-v"],
    ...(isInstalled("zip") ? {} : { missing: "not installed: zip" }),
  };
  const ours = overHttp(dir);
  await run.bench({
    name: "a folder as a zip, not compressed",
    at: `${count} files of 2 KiB`,
    unit: "files/s",
    candidates: [ours, zip],
    measure: async ({ load, candidate }) => {
      const request = candidate === ours ? asking("many/?zip") : "";
      const words = { count: 1_000_000, seconds: run.quick ? 1 : 5, expect: 2048 * count };
      const result = await load("fetch", { request, conns: 1, ...words });
      if (result.failed) throw new Error(`${result.failed} archives were cut short`);
      return { "files/s": (result.per_second ?? 0) * count, each: (result.count ?? NaN) * count };
    },
  });
}

/** The page of a large folder, whole and uncompressed. */
async function listings(run: Suite): Promise<void> {
  const dir = join(run.folder, "listed");
  await Deno.mkdir(dir);
  const count = run.quick ? 2000 : 20_000;
  for (let at = 0; at < count; at++) await Deno.writeTextFile(join(dir, `IMG_${at} été.jpg`), "");
  await properties(run, dir, count);
  const listing = await nginx(dir, run.folder, { server: "autoindex on;" });
  await run.bench({
    name: "listing of a folder",
    at: `${count} files`,
    unit: "listings/s",
    candidates: [overHttp(dir), { ...listing, name: "nginx with autoindex" }, pythonHttp(dir)],
    measure: async ({ load }) => {
      const words = { count: 1_000_000, seconds: run.quick ? 1 : 5, expect: 20 * count };
      const result = await load("fetch", { request: asking(""), conns: 1, ...words });
      const [rate, middle] = [result.per_second ?? 0, (result.p50_us ?? 0) / 1000];
      const each = result.count ?? NaN;
      return { "listings/s": rate, "p50 ms": middle, failed: result.failed ?? 0, each };
    },
  });
}

/** What a file manager asks when a large folder is opened: all properties of everything in it. */
async function properties(run: Suite, dir: string, count: number): Promise<void> {
  const request = "PROPFIND / HTTP/1.1\\r\\nHost: localhost\\r\\nDepth: 1\\r\\nConnection: close\\r\\n\\r\\n";
  await run.bench({
    name: "PROPFIND of a folder",
    at: `${count} files`,
    unit: "answers/s",
    candidates: [overHttp(dir, "--webdav"), await nginxDav(dir, run.folder)],
    measure: async ({ load }) => {
      const words = { count: 1_000_000, seconds: run.quick ? 1 : 5, expect: 200 * count };
      const result = await load("fetch", { request, conns: 1, ...words });
      const [rate, middle] = [result.per_second ?? 0, (result.p50_us ?? 0) / 1000];
      const each = result.count ?? NaN;
      return { "answers/s": rate, "p50 ms": middle, failed: result.failed ?? 0, each };
    },
  });
}

function asking(name: string, fields = ""): string {
  return `GET /${name} HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n${fields}\\r\\n`;
}
