/**
 * `deno task bench:files`: files over the raw protocol of exercise E11, against the HTTP servers people start for the same job.
 * The receiver is the same for all of them and throws the bytes away.
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

await suite("files", Deno.args, async (run) => {
  const dir = join(run.folder, "served");
  await Deno.mkdir(dir);
  const large = run.quick ? 64 * MIB : 1024 * MIB;
  await writeFile(join(dir, "large"), large);
  await writeFile(join(dir, "small"), 4096);
  const ours = netlab(["files", "serve", "0", "--host", "127.0.0.1", "--dir", dir, "--quiet"]);
  const contenders = [ours, pythonHttp(dir), await nginx(dir, run.folder)];
  await oneLargeFile(run, contenders, ours, large);
  await manySmallFiles(run, contenders, ours);
  await slowReaders(run, contenders, ours);
});

/** What a client says to get a file: the raw protocol to netlab, HTTP to the others. */
function asking(contender: Contender, ours: Contender, name: string): string {
  return contender === ours ? `${name}\\n` : `GET /${name} HTTP/1.0\\r\\n\\r\\n`;
}

async function oneLargeFile(
  run: Suite,
  contenders: Contender[],
  ours: Contender,
  size: number,
): Promise<void> {
  await run.bench({
    name: `one file of ${size / MIB} MiB`,
    unit: "MB/s",
    contenders,
    measure: async ({ load, contender }) => {
      const request = asking(contender, ours, "large");
      const result = await load("fetch", { request, count: 1, expect: size });
      if (result.failed) throw new Error(`only ${result.bytes} of ${size} bytes came`);
      return { "MB/s": result.mb_per_second ?? 0 };
    },
  });
}

async function manySmallFiles(run: Suite, contenders: Contender[], ours: Contender): Promise<void> {
  await run.bench({
    name: "4 KiB files, 200 clients at a time",
    unit: "files/s",
    contenders,
    measure: async ({ load, contender }) => {
      const request = asking(contender, ours, "small");
      const seconds = run.quick ? 1 : 3;
      const result = await load("fetch", { request, conns: 200, count: 100_000, seconds, expect: 4096 });
      const { per_second = 0, p50_us = 0, p99_us = 0, failed = 0 } = result;
      return { "files/s": per_second, "p50 ms": p50_us / 1000, "p99 ms": p99_us / 1000, failed };
    },
  });
}

async function slowReaders(run: Suite, contenders: Contender[], ours: Contender): Promise<void> {
  const conns = run.quick ? 100 : 1000;
  await run.bench({
    name: `${conns} readers of 1 KiB/s`,
    unit: "KiB/reader",
    better: "lower",
    contenders,
    measure: (stage) => perSlowReader(stage, asking(stage.contender, ours, "large"), conns),
  });
}

async function perSlowReader({ server, hold, load }: Stage, request: string, conns: number) {
  await load("fetch", { request, count: 1 });
  const before = server.usage().residentKib ?? NaN;
  await using _readers = await hold("slow", { conns, request, rate: 1024 });
  await delay(2000);
  return { "KiB/reader": ((server.usage().residentKib ?? NaN) - before) / conns };
}

async function writeFile(path: string, size: number): Promise<void> {
  using file = await Deno.open(path, { write: true, create: true });
  const piece = crypto.getRandomValues(new Uint8Array(65536));
  for (let left = size; left > 0; left -= piece.length) await file.write(piece.subarray(0, left));
}
