/**
 * The measurements of every file server, over any protocol: speed by the size of a file, files by
 * the number of clients, and the cost of a client on a bad line.
 *
 * @module
 */
import { join } from "@std/path";
import { delay } from "@std/async";
import type { Figures } from "./bench.ts";
import type { Candidate } from "./candidate.ts";
import type { LoadParameters } from "./load_generator.ts";
import type { RoundContext } from "./round_context.ts";
import type { Suite } from "./suite.ts";

const MIB = 2 ** 20;

/** The files that are served, by name, with their sizes. */
export type Files = Readonly<Record<string, number>>;

/** File servers under the same load. */
export interface FileLoads {
  readonly run: Suite;
  readonly candidates: readonly Candidate[];
  readonly files: Files;
  /** The request with which a client gets a file. */
  readonly asking: (candidate: Candidate, name: string) => string;
}

/**
 * Writes files of 4 KiB to 1 GiB; the large one is small for `--quick`.
 *
 * @param dir a folder that is there
 */
export async function writeFiles(dir: string, quick: boolean): Promise<Files> {
  const files = {
    small: 4096,
    "64k": 65_536,
    "1m": MIB,
    "64m": 64 * MIB,
    ...(quick ? {} : { large: 1024 * MIB }),
  };
  for (const [name, size] of Object.entries(files)) await writeFile(join(dir, name), size);
  return files;
}

/** @param path a file that is made or overwritten, with bytes that do not compress */
export async function writeFile(path: string, size: number): Promise<void> {
  using file = await Deno.open(path, { write: true, create: true });
  const piece = crypto.getRandomValues(new Uint8Array(65_536));
  for (let left = size; left > 0; left -= piece.length) await file.write(piece.subarray(0, left));
}

/** `4 KiB`, `1 GiB`. */
export function sizeName(bytes: number): string {
  if (bytes >= 1024 * MIB) return `${bytes / MIB / 1024} GiB`;
  return bytes >= MIB ? `${bytes / MIB} MiB` : `${bytes / 1024} KiB`;
}

/** One client that gets a file, and again, each time over a new connection. */
export async function bySize({ run, candidates, files, asking }: FileLoads): Promise<void> {
  for (const [name, size] of Object.entries(files)) {
    // A large one once: a part of it would be a measurement of its beginning
    const words: LoadParameters = size > 256 * MIB
      ? { count: 1 }
      : { count: 1_000_000, seconds: run.seconds };
    await run.bench({
      name: "one client, file after file",
      at: sizeName(size),
      unit: "MB/s",
      candidates,
      measure: async ({ load, candidate }) => {
        const result = await load("fetch", { request: asking(candidate, name), expect: size, ...words });
        if (result.failed) throw new Error(`${result.failed} answers were cut short`);
        return { "MB/s": result.mb_per_second ?? 0, "p50 ms": (result.p50_us ?? 0) / 1000 };
      },
    });
  }
}

/** That many clients at a time, each with a connection for each file. */
export async function byClients(
  { run, candidates, files, asking }: FileLoads,
  name: string,
  clientCounts: readonly number[],
): Promise<void> {
  const expect = files[name] ?? 1;
  for (const conns of clientCounts) {
    await run.bench({
      name: `files of ${sizeName(expect)}`,
      at: `${conns} client${conns > 1 ? "s" : ""} at a time`,
      unit: "files/s",
      candidates,
      measure: async ({ load, candidate }) => {
        const seconds = Math.max(run.quick ? 0.5 : 1, run.seconds);
        const request = asking(candidate, name);
        const result = await load("fetch", { request, conns, count: 1_000_000, seconds, expect });
        const { per_second = 0, p50_us = 0, p99_us = 0, failed = 0, unserved } = result;
        return {
          "files/s": per_second,
          "p50 ms": p50_us / 1000,
          "p99 ms": p99_us / 1000,
          failed,
          each: result.count ?? NaN,
          // A client that is never let in does not show in the others' times
          ...(unserved === undefined ? {} : { "never served": unserved }),
        };
      },
    });
  }
}

/** The memory a server holds for clients on a bad line, who take 1 KiB a second of a large file. */
export async function slowReaders(
  { run, candidates, files, asking }: FileLoads,
  clientCounts: readonly number[],
): Promise<void> {
  const name = Object.keys(files).at(-1) ?? "";
  for (const conns of clientCounts) {
    await run.bench({
      name: "memory of a reader of 1 KiB/s",
      at: `${conns} readers`,
      unit: "KiB/reader",
      better: "lower",
      candidates,
      measure: (context) => perSlowReader(context, asking(context.candidate, name), conns),
    });
  }
}

async function perSlowReader(
  { server, hold, load }: RoundContext,
  request: string,
  conns: number,
): Promise<Figures> {
  await load("fetch", { request, count: 1 });
  const before = server.usage().residentKib ?? NaN;
  await using _readers = await hold("slow", { conns, request, rate: 1024 });
  await delay(2000);
  return { "KiB/reader": ((server.usage().residentKib ?? NaN) - before) / conns };
}
