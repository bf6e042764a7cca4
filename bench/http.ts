/**
 * `deno task bench:http`: the browser's side of `files serve` against nginx with sendfile, `python3 -m
 * http.server`, and the servers that the runtime itself has, which say why netlab has a layer of its own.
 *
 * @module
 */
import { join } from "@std/path";
import type { RoundContext } from "./_kit/round_context.ts";
import type { Candidate } from "./_kit/candidate.ts";
import { byClients, bySize, sizeName, slowReaders, writeFile, writeFiles } from "./_kit/file_loads.ts";
import { netlab, nginx, pythonHttp, runtimeHttp } from "./_kit/peers.ts";
import { type Suite, suite } from "./_kit/suite.ts";

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
  await byClients(loads, "small", run.sizes(1, 50, 200, 1000));
  await byClients(loads, "1m", [200]);
  await curled(run, candidates, large, files[large] ?? 0);
  await oneConnection(run, candidates, many);
  await ranges(run, candidates, large);
  await slowReaders(loads, run.quick ? [100] : [100, 1000]);
  await uploads(run, join(dir, large), files[large] ?? 0);
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
      return { "ranges/s": result.per_second ?? 0, failed: result.failed ?? 0 };
    },
  });
}

async function uploads(run: Suite, source: string, size: number): Promise<void> {
  const taken = join(run.folder, "taken");
  await Deno.mkdir(taken);
  // nginx gives up root.
  await Deno.chmod(taken, 0o777);
  await run.bench({
    name: "curl -T, one file",
    at: sizeName(size),
    unit: "MB/s",
    candidates: [overHttp(taken, "--upload", "--existing", "overwrite"), await nginxDav(taken, run.folder)],
    measure: async (context) => {
      const url = `http://127.0.0.1:${context.server.port}/upload`;
      const speed = await curl(context, "-T", source, "-w", "%{speed_upload}\n", url);
      await Deno.remove(join(taken, "upload"));
      return { "MB/s": speed / 1e6 };
    },
  });
}

/** nginx that takes PUT. */
async function nginxDav(dir: string, folder: string): Promise<Candidate> {
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
  return `GET /${name} HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n${fields}\\r\\n`;
}
