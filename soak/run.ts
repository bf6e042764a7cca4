import { isInstalled } from "../tests/_kit/program/is_installed.ts";
import { NatsServer } from "../tests/_kit/peers/nats_server.ts";
import { choose } from "./_kit/choose.ts";
import { injectFaults, pause } from "./_kit/inject_faults.ts";
import type { Fault } from "./_kit/fault.ts";
import { type ResourceChange, untilReleased } from "./_kit/verify.ts";
import { keptThreads } from "./_kit/system/kept_threads.ts";
import { converse, runClient } from "./_kit/clients/run_client.ts";
import type { Load } from "./_kit/load.ts";
import { Ports } from "./_kit/servers/ports.ts";
import { WorkDir } from "./_kit/system/work_dir.ts";
import { readFolder } from "./_kit/read_folder.ts";
import type { Findings } from "./_kit/report.ts";
import type { TestedServer } from "./_kit/servers/tested_server.ts";
import type { SoakOptions } from "./_kit/soak_options.ts";
import type { ServersOf } from "./_kit/servers/run_resources.ts";
import { EchoBackends } from "./_kit/servers/echo_backends.ts";
import { type ResourceUsage, resourceUsage } from "./_kit/resource_usage.ts";

/** The parts of a run. */
export interface RunOptions extends Pick<SoakOptions, "minutes" | "seed" | "only"> {
  /** A folder of its own, which somebody else removes. */
  readonly folder: string;
  /** Ends the run early; the table tells what was found until then. */
  readonly signal: AbortSignal;
  /** Takes the story as it happens. */
  tell(line: string): void;
}

/** Faults at once. */
const LANES = 3;
/**
 * Conversations that each load has with each server before anything is measured, so that code
 * loaded late is loaded by then.
 */
const WARM_UP = 3;
/**
 * How long the rest may take to go: a relay's session lingers for a minute when one side has ended.
 */
const SETTLE_MS = 75_000;
/** The same, when the run was stopped early and somebody waits for the table. */
const HASTY_MS = 5000;
/** What happens after the last fault: is everybody served again? */
const RECOVERY_MS = 3000;

/** A pair that belongs together. */
interface Pairing {
  readonly load: Load;
  readonly server: TestedServer;
}

/**
 * The whole run: start, warm up, measure, load with faults, recover, measure again, check the data
 * that must have been kept.
 */
export async function run(options: RunOptions): Promise<Findings> {
  const { minutes, seed, only, folder, signal, tell } = options;
  await using scope = new AsyncDisposableStack();
  const backends = scope.use(new EchoBackends());
  const ports = new Ports();
  const bus = isInstalled("nats-server") ? scope.use(await NatsServer.start(ports.take())) : undefined;
  const resources = { workDir: new WorkDir(folder), backends, bus, ports, minutes };
  const planned: TestedServer[] = [];
  for (const serversOf of await readFolder<ServersOf>("servers")) planned.push(...await serversOf(resources));
  const leakyRuntime = await keptThreads();
  const all = planned.filter((each) => leakyRuntime === undefined || !each.plan.threads);
  const { faults, skipped } = await possible(await readFolder<Fault>("faults"), all, bus !== undefined);
  if (leakyRuntime !== undefined) {
    skipped.push(`echo-thread: deno ${leakyRuntime} keeps descriptors of every thread that has ended`);
  }
  const { servers: chosen, faults: injected } = choose(only, { servers: all, faults, skipped });
  const servers = withPartners(chosen).map((server) => scope.use(server));
  tell(`starting ${servers.length} servers; seed ${seed}`);
  await inTurn(servers, 4, async (server) => signal.aborted ? undefined : await server.start());
  if (signal.aborted) throw new Error("stopped before anything was measured");
  const pairings = pairUp(await readFolder<Load>("loads"), servers);
  await warmUp(pairings, "first", options);
  const storing = servers.filter(({ plan }) => plan.folder !== undefined);
  await inTurn(storing, 4, (server) => startAgain(server));
  await warmUp(pairings.filter(({ server }) => storing.includes(server)), "again", options);
  const before = new Map(servers.map((server) => [server, resourceUsage(server.pid)]));
  using _watch = watchMemory(servers);
  tell(`${pairings.length} kinds of conversations, ${injected.length} kinds of faults, ${minutes} min`);
  await underLoad({ ...options, faults: injected }, servers, pairings);
  tell("everybody has left; looking at what remains");
  const usages = await letSettle(servers, before, signal.aborted ? HASTY_MS : SETTLE_MS);
  for (const server of servers) await server[Symbol.asyncDispose]();
  for (const { load, server } of pairings) await load.finish?.(server, server.ledgers.of(load.name));
  return {
    seed,
    minutes,
    stopped: signal.aborted,
    skipped,
    servers: servers.map((server, at) => ({ server, usage: usages[at]! })),
  };
}

async function possible(
  faults: readonly Fault[],
  servers: readonly TestedServer[],
  bus: boolean,
): Promise<{ faults: Fault[]; skipped: string[] }> {
  const skipped = bus ? [] : ["chat-bus, kv-bus: nats-server is not installed"];
  const found: Fault[] = [];
  for (const fault of faults) {
    const why = await fault.missing?.() ??
      (servers.some((each) => fault.appliesTo(each)) ? null : "no server here that it applies to");
    if (why === null) found.push(fault);
    else skipped.push(`${fault.name}: ${why}`);
  }
  return { faults: found, skipped };
}

/** One half of a room on two servers is useless. */
function withPartners(servers: readonly TestedServer[]): TestedServer[] {
  return [...new Set(servers.flatMap((each) => [each, ...each.plan.partner ? [each.plan.partner()] : []]))];
}

function pairUp(loads: readonly Load[], servers: readonly TestedServer[]): Pairing[] {
  return loads.flatMap((load) =>
    servers.filter((server) => server.address(load.at) !== undefined && (load.appliesTo?.(server) ?? true))
      .map((server) => ({ load, server }))
  );
}

/**
 * A server that keeps data on the disk opens more files once there is data, as there will be at
 * every later start.
 */
async function startAgain(server: TestedServer): Promise<void> {
  await server.kill();
  await server.start();
}

async function warmUp(
  pairings: readonly Pairing[],
  word: string,
  { seed, signal }: RunOptions,
): Promise<void> {
  await inTurn([...pairings.entries()], 4, async ([place, { load, server }]) => {
    for (let turn = 0; turn < WARM_UP; turn++) {
      await converse(load, server, `p${place}${word}${turn}`, seed, signal);
    }
  });
  // Connections that were just closed are gone on the other side, too
  await new Promise((resolve) => setTimeout(resolve, 1500));
}

async function underLoad(
  { faults, minutes, seed, signal, tell }: RunOptions & { faults: readonly Fault[] },
  servers: readonly TestedServer[],
  pairings: readonly Pairing[],
): Promise<void> {
  const over = new AbortController();
  const clients = pairings.flatMap(({ load, server }, place) =>
    Array.from(
      { length: load.clients ?? 2 },
      (_, client) => runClient(load, server, `p${place}c${client}`, over.signal, seed, signal),
    )
  );
  const time = AbortSignal.any([signal, AbortSignal.timeout(minutes * 60_000)]);
  await injectFaults({ faults, servers, seed, lanes: LANES, signal: time, tell });
  tell("the last fault is over");
  await pause(RECOVERY_MS, signal);
  over.abort();
  await Promise.all(clients);
}

async function letSettle(
  servers: readonly TestedServer[],
  before: ReadonlyMap<TestedServer, ResourceUsage | undefined>,
  ms: number,
): Promise<ResourceChange[]> {
  return await Promise.all(servers.map((server) => untilReleased(server, before.get(server), ms)));
}

function watchMemory(servers: readonly TestedServer[]): Disposable {
  const look = () => {
    for (const each of servers) {
      each.peakMib = Math.max(each.peakMib, resourceUsage(each.pid)?.residentMib ?? 0);
    }
  };
  const timer = setInterval(look, 1000);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

/** Runs all of them, a limited number at a time. */
async function inTurn<T>(
  things: readonly T[],
  most: number,
  act: (thing: T) => Promise<void>,
): Promise<void> {
  const left = things.values();
  await Promise.all(Array.from({ length: most }, async () => {
    for (const thing of left) await act(thing);
  }));
}
