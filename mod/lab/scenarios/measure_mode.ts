import { delay } from "@std/async";
import type { HostPort } from "../../net/tcp/dial.ts";
import type { ModeName } from "../../server/modes/mode.ts";
import { LabServer, type ProgramStart } from "./lab_server.ts";
import { talkUntil } from "./lab_client.ts";
import { type LatencySummary, summariseLatencies } from "./latencies.ts";
import { measureProcess, type ProcessUse } from "./process_meter.ts";
import type { ClientCount, Scenario } from "./scenarios.ts";

/** The results of one mode in one scenario. */
export interface ModeResult extends LatencySummary {
  readonly scenario: string;
  readonly mode: ModeName;
  /** Seconds measured. */
  readonly seconds: number;
  /** How many clients talked, and how many of them got any answer. */
  readonly clients: number;
  readonly served: number;
  /** Whether the server ended while it was measured. */
  readonly died: boolean;
  /**
   * Processor time of the server per second of the measurement, 1 is one core; `null` where it
   * cannot be known.
   */
  readonly cpu: number | null;
  /**
   * The most memory, processes and threads of the server that were seen, `null` where they cannot
   * be known.
   */
  readonly memory: number | null;
  readonly processes: number | null;
  readonly threads: number | null;
}

/**
 * Starts a server in a mode, runs the scenario for the given number of seconds, and reports what
 * was seen.
 */
export async function measureMode(
  start: ProgramStart,
  mode: ModeName,
  scenario: Scenario,
  count: ClientCount & { seconds: number; signal: AbortSignal },
): Promise<ModeResult> {
  await using server = await LabServer.start(start);
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, count.signal]);
  const trouble = scenario.disturb?.(server.endpoint, count, signal);
  // Those who make trouble come first: that is what makes it trouble.
  if (trouble !== undefined) await delay(HEAD_START);
  const meter = new Meter(server.pid);
  const clients = scenario.clients?.(count) ?? count.clients;
  const started = performance.now();
  const heard = talkAll(server.endpoint, clients, scenario, signal);
  const longest = count.seconds * (scenario.durationFactor ?? 1) * 1000;
  await Promise.race([heard, delay(longest, { signal }).catch(() => {/* asked to stop */})]);
  const seconds = (performance.now() - started) / 1000;
  const used = meter.stop();
  const died = server.ended;
  over.abort();
  const latencies = await heard;
  await trouble;
  count.signal.throwIfAborted();
  return {
    scenario: scenario.name,
    mode,
    seconds,
    clients,
    served: latencies.filter((each) => each.length > 0).length,
    died,
    ...summariseLatencies(latencies.flat()),
    ...used,
  };
}

async function talkAll(
  server: HostPort,
  clients: number,
  { requests = 20, once }: Scenario,
  signal: AbortSignal,
): Promise<number[][]> {
  const heard = Array.from({ length: clients }, (): number[] => []);
  await Promise.all(heard.map((latencies, number) => {
    const request = `client ${number} says hello to a server of some sort`;
    return talkUntil(server, { request, requests, once, signal, answered: (time) => latencies.push(time) });
  }));
  return heard;
}

/** Looks at the server several times a second. */
class Meter {
  readonly #pid: number;
  readonly #started = performance.now();
  readonly #first: ProcessUse | undefined;
  #last: ProcessUse | undefined;
  #most = { memory: 0, processes: 0, threads: 0 };
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(pid: number) {
    this.#pid = pid;
    this.#first = this.#last = measureProcess(pid);
    this.#timer = setInterval(() => this.#look(), 100);
  }

  stop(): Pick<ModeResult, "cpu" | "memory" | "processes" | "threads"> {
    clearInterval(this.#timer);
    this.#look();
    if (this.#first === undefined || this.#last === undefined) {
      return { cpu: null, memory: null, processes: null, threads: null };
    }
    const elapsed = performance.now() - this.#started;
    return { cpu: (this.#last.cpu - this.#first.cpu) / elapsed, ...this.#most };
  }

  #look(): void {
    const use = measureProcess(this.#pid);
    if (use === undefined) return;
    // A child's time is its parent's only once it was waited for; until then the sum may seem to shrink.
    this.#last = this.#last !== undefined && use.cpu < this.#last.cpu ? this.#last : use;
    for (const key of ["memory", "processes", "threads"] as const) {
      this.#most[key] = Math.max(this.#most[key], use[key]);
    }
  }
}

const HEAD_START = 150;
