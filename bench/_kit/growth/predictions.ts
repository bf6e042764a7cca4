/**
 * What a bigger machine would do, from what one core shows, and how wrong that was for two.
 *
 * Server and clients on one core give three figures of one answer: what the server needs of the processor, what
 * the clients need, and, from a client alone, what it waits for besides. The model (`closed_network.ts`) gives from them
 * the answers of any number of clients when server and clients have a core each. That can be measured here, and the
 * difference is the model's error.
 *
 * @module
 */
import { join } from "@std/path";
import type { Candidate } from "../candidate.ts";
import type { BenchOptions, Comparison, Row } from "../bench.ts";
import { writeFile } from "../file_loads.ts";
import { cEcho, netlab, nginx } from "../peers.ts";
import type { RoundContext } from "../round_context.ts";
import { summarise } from "../statistics.ts";
import type { Suite } from "../suite.ts";
import { bendOf, type ClosedLoop, contentionOf, onCores, throughputOf } from "./closed_network.ts";

const CLIENTS = 50;
const CORES = [1, 2, 4, 8, 16, 32];

/** What one row is measured with. */
interface Subject {
  readonly name: string;
  readonly candidate: Candidate;
  /** One client asks, or many. */
  readonly measure: (context: RoundContext, clients: number) => Promise<Record<string, number>>;
}

/** The subject's figures on one core. */
interface OneCore {
  readonly rate: number;
  readonly loop: ClosedLoop;
}

/** Measures on one core and on two, predicts the second from the first, and looks at bigger machines. */
export async function predictions(run: Suite): Promise<void> {
  const subjects = await loops(run);
  const found = new Map<string, [predicted: number, measured: number, one: OneCore]>();
  for (const subject of subjects) {
    const one = await onOneCore(run, subject);
    const two = await rateOf(run, subject, CLIENTS, "two cores, a core each", "apart");
    if (one && two) found.set(subject.name, [throughputOf(one.loop, CLIENTS), two, one]);
  }
  const worker = workers(1);
  const oneWorker = await onOneCore(run, worker);
  const twoWorkers = await rateOf(run, workers(2), CLIENTS, "two cores, a worker on each", "every core");
  if (oneWorker && twoWorkers) {
    found.set("netlab, a worker for each core", [2 * oneWorker.rate, twoWorkers, oneWorker]);
  }
  if (found.size === 0) return;
  tellErrors(run, found);
  const { loop } = found.get("netlab echo")?.[2] ?? {};
  if (loop && oneWorker && twoWorkers) {
    tellBiggerMachines(run, loop, oneWorker, contentionOf(oneWorker.rate, twoWorkers));
  }
}

async function loops(run: Suite): Promise<Subject[]> {
  const dir = join(run.folder, "predicted");
  await Deno.mkdir(dir);
  await writeFile(join(dir, "small"), 4096);
  const files: Candidate = {
    name: "netlab",
    command: (port) =>
      netlab(["files", "serve", "0", "--host", "127.0.0.1", "--dir", dir, "-q", "--http-port", `${port}`])
        .command(0),
  };
  return [
    { name: "netlab echo", candidate: echo(), measure: lines(run) },
    { name: "C epoll, echo", candidate: await cEcho(run.folder, "lines"), measure: lines(run) },
    { name: "netlab, files of 4 KiB", candidate: files, measure: pages(run) },
    { name: "nginx, files of 4 KiB", candidate: await nginx(dir, run.folder), measure: pages(run) },
  ];

  function pages({ seconds }: Suite): Subject["measure"] {
    const request = "GET /small HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n";
    return async ({ load }, conns) => {
      const result = await load("fetch", { request, conns, count: 1_000_000, seconds, expect: 4096 });
      return { "answers/s": result.per_second ?? 0, "p50 µs": result.p50_us ?? 0, each: result.count ?? NaN };
    };
  }
}

function workers(count: number): Subject {
  const candidate = echo("--mode", "symmetric", "--workers", `${count}`);
  return { name: "netlab, a worker for each core", candidate, measure: lines({ seconds: 1 }) };
}

function echo(...options: string[]): Candidate {
  return netlab(["echo", "serve", "0", "--host", "127.0.0.1", ...options]);
}

function lines({ seconds }: Pick<Suite, "seconds">): Subject["measure"] {
  return async ({ load }, conns) => {
    const result = await load("echo", { conns, size: 64, seconds });
    return { "answers/s": result.per_second ?? 0, "p50 µs": result.p50_us ?? 0, each: result.answers ?? 0 };
  };
}

/** The demands with many clients, and from a client alone the time that is nobody's. */
async function onOneCore(run: Suite, subject: Subject): Promise<OneCore | undefined> {
  const alone = await figuresOf(run, subject, 1, "one client, a core each", "apart");
  const crowd = await figuresOf(run, subject, CLIENTS, "one core for both", "together");
  const [first, server, clients, rate] = [
    alone?.["p50 µs"],
    crowd?.["cpu µs each"],
    crowd?.["load µs each"],
    crowd?.["answers/s"],
  ].map((summary) => summary?.median ?? NaN);
  if (![first, server, clients, rate].every((value) => value! > 0)) return undefined;
  return {
    rate: rate!,
    loop: { demands: [server!, clients!], delay: Math.max(0, first! - server! - clients!) },
  };
}

async function rateOf(
  run: Suite,
  ...what: [Subject, number, string, BenchOptions["placing"]]
): Promise<number> {
  return (await figuresOf(run, ...what))?.["answers/s"]?.median ?? 0;
}

async function figuresOf(
  run: Suite,
  { name, candidate, measure }: Subject,
  clients: number,
  at: string,
  placing: BenchOptions["placing"],
): Promise<Row["figures"] | undefined> {
  const comparison = await run.bench({
    name: `model: ${name}`,
    at: `${clients} client${clients === 1 ? "" : "s"}, ${at}`,
    unit: "answers/s",
    candidates: [{ ...candidate, name }],
    measure: (context) => measure(context, clients),
    placing,
  });
  return comparison?.rows[0]?.figures;
}

function computed(
  run: Suite,
  what: { name: string; at: string; unit: string },
  rows: ReadonlyMap<string, number>,
): void {
  const comparison: Comparison = {
    ...what,
    better: "higher",
    rounds: 1,
    load: [],
    rows: [...rows].map(([candidate, value]) => ({
      candidate,
      command: "",
      figures: { [what.unit]: summarise([value]) },
    })),
  };
  run.keep(comparison);
}

function tellErrors(run: Suite, found: ReadonlyMap<string, [number, number, OneCore]>): void {
  const column = (at: string, pick: (values: [number, number, OneCore]) => number, unit = "answers/s") => {
    const rows = new Map([...found].map(([name, values]) => [name, pick(values)]));
    computed(run, { name: "the model on two cores", at, unit }, rows);
  };
  column("one core, measured", ([, , { rate }]) => rate);
  column("two cores, predicted", ([predicted]) => predicted);
  column("two cores, measured", ([, measured]) => measured);
  const errors = new Map([...found].map(([name, [predicted, two]]) => [name, (predicted / two - 1) * 100]));
  computed(run, { name: "error of the model", at: "predicted over measured", unit: "percent" }, errors);
  const bends = new Map([...found].slice(0, 4).map(([name, [, , { loop }]]) => [name, bendOf(loop)]));
  computed(run, { name: "where a line bends", at: "by the model", unit: "clients" }, bends);
}

/** The clients are elsewhere: the machine is the server's. */
function tellBiggerMachines(run: Suite, loop: ClosedLoop, worker: OneCore, share: number): void {
  const ofOne = (demand: number) => 1e6 / demand;
  for (const cores of CORES) {
    computed(
      run,
      {
        name: "a bigger machine, by the model",
        at: `${cores} core${cores === 1 ? "" : "s"}`,
        unit: "answers/s",
      },
      new Map([
        ["one event loop", ofOne(loop.demands[0]!)],
        ["workers, if none costs another", onCores(ofOne(worker.loop.demands[0]!), cores, 0)],
        [
          "workers, as two cost each other here",
          onCores(ofOne(worker.loop.demands[0]!), cores, share),
        ],
      ]),
    );
  }
}
