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
import { isDisturbed } from "../limits.ts";
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

/** A prediction, and what it is to be compared with. */
interface Prediction {
  readonly one: OneCore;
  readonly predicted: number;
  /** Not a number where other programs used the machine: then the rate is theirs as well. */
  readonly measured: number;
  /** The rate of cores that nobody else uses, by what an answer took of them on two: the utilization law. */
  readonly byCost: number;
}

/** Measures on one core and on two, predicts the second from the first, and looks at bigger machines. */
export async function predictions(run: Suite): Promise<void> {
  const found = new Map<string, Prediction>();
  for (const subject of await loops(run)) {
    const one = await onOneCore(run, subject);
    const two = await figuresOf(run, subject, CLIENTS, "two cores, a core each", "apart");
    if (!one || !two) continue;
    found.set(subject.name, {
      one,
      predicted: predictedBy(one.loop),
      measured: undisturbed(two),
      byCost: 1e6 / Math.max(...demandsIn(two)),
    });
  }
  const one = await onOneCore(run, workers(1));
  const two = await figuresOf(run, workers(2), CLIENTS, "two cores, a worker on each", "every core");
  if (one && two) {
    const predicted = 2e6 / sumOf(one.loop.demands);
    found.set("netlab, a worker for each core", {
      one,
      predicted,
      measured: undisturbed(two),
      byCost: 2e6 / sumOf(demandsIn(two)),
    });
  }
  if (found.size === 0) return;
  tellErrors(run, found);
  const { loop } = found.get("netlab echo")?.one ?? {};
  if (!loop || !one || !two) return;
  tellBiggerMachines(run, loop, one, contentionOf(sumOf(one.loop.demands), sumOf(demandsIn(two))));
}

/** With so many clients, what one alone waits for besides hardly counts. */
function predictedBy({ demands, delay }: ClosedLoop): number {
  return throughputOf({ demands, delay: Number.isNaN(delay) ? 0 : delay }, CLIENTS);
}

function undisturbed(figures: Row["figures"]): number {
  return isDisturbed({ figures }) ? NaN : figures["answers/s"]?.median ?? NaN;
}

/** The processor time of one answer, of the server and of the clients. */
function demandsIn(figures: Row["figures"] | undefined): number[] {
  return ["cpu µs each", "load µs each"].map((name) => figures?.[name]?.median ?? NaN);
}

function sumOf(demands: readonly number[]): number {
  return demands.reduce((sum, demand) => sum + demand, 0);
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
  const demands = demandsIn(crowd);
  const [first, rate] = [alone?.["p50 µs"]?.median ?? NaN, crowd?.["answers/s"]?.median ?? NaN];
  if (!alone || ![first, rate, ...demands].every((value) => value > 0)) return undefined;
  const delay = isDisturbed({ figures: alone }) ? NaN : Math.max(0, first - sumOf(demands));
  return { rate, loop: { demands, delay } };
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
    better: what.unit === "answers/s" ? "higher" : "neither",
    rounds: 1,
    load: [],
    rows: [...rows].map(([candidate, value]): Row =>
      Number.isNaN(value)
        ? { candidate, command: "", figures: {}, missing: "not measured: other programs used the machine" }
        : { candidate, command: "", figures: { [what.unit]: summarise([value]) } }
    ),
  };
  run.keep(comparison);
}

function tellErrors(run: Suite, found: ReadonlyMap<string, Prediction>): void {
  const column = (
    what: { name: string; at: string; unit: string },
    pick: (prediction: Prediction) => number,
    predictions = [...found],
  ) => computed(run, what, new Map(predictions.map(([name, prediction]) => [name, pick(prediction)])));
  const rates = { name: "the model on two cores", unit: "answers/s" };
  column({ ...rates, at: "one core, measured" }, ({ one }) => one.rate);
  column({ ...rates, at: "two cores, predicted" }, ({ predicted }) => predicted);
  column({ ...rates, at: "two cores, by their processor time" }, ({ byCost }) => byCost);
  column({ ...rates, at: "two cores, measured" }, ({ measured }) => measured);
  column(
    { name: "error of the model", at: "over processor time", unit: "percent" },
    ({ predicted, byCost }) => (predicted / byCost - 1) * 100,
  );
  column(
    { name: "error of the model", at: "over measured", unit: "percent" },
    ({ predicted, measured }) => (predicted / measured - 1) * 100,
  );
  const loops = [...found].filter(([name]) => !name.includes("worker"));
  column(
    { name: "where a line bends", at: "by the model", unit: "clients" },
    ({ one }) => bendOf(one.loop),
    loops,
  );
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
