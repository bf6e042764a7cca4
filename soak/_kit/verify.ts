import type { TestedServer } from "./servers/tested_server.ts";
import { type ResourceUsage, resourceUsage } from "./resource_usage.ts";
import { pause } from "../../tests/_kit/until.ts";

/** Before the load and after it. */
export interface ResourceChange {
  readonly before: ResourceUsage | undefined;
  readonly after: ResourceUsage | undefined;
  /** As {@link ServerPlan.lateWorkers}. */
  readonly lateWorkers?: number;
}

/**
 * The resources a server may still hold when everybody has gone. Descriptors and children are
 * counted: one too many is a leak. Threads are those of the runtime, which keeps a few for file
 * operations for ten seconds. Memory is what the system says: an engine that was under load keeps
 * part of its heap, and an allocator part of its arenas, so the bound is a constant beyond what it
 * had when it was warm, and not a multiple; a leak of 1 KiB per request shows beyond it within
 * minutes.
 */
const BOUNDS = { residentMib: 200, threads: 4 };
/** Descriptors that an isolate of its own costs. */
const WORKER = 6;

/** The things left behind, in sentences. */
export function leaks({ before, after, lateWorkers = 0 }: ResourceChange): string[] {
  if (before === undefined || after === undefined) return [];
  const found: string[] = [];
  const grown = (key: keyof ResourceUsage) => after[key] - before[key];
  if (grown("descriptors") > lateWorkers * WORKER) {
    found.push(`${grown("descriptors")} descriptors more than before`);
  }
  if (grown("children") > 0) found.push(`${grown("children")} children more than before`);
  if (grown("threads") > BOUNDS.threads + lateWorkers) {
    found.push(`${grown("threads")} threads more than before`);
  }
  if (grown("residentMib") > BOUNDS.residentMib) {
    found.push(`${Math.round(grown("residentMib"))} MiB more than before (bound ${BOUNDS.residentMib})`);
  }
  return found;
}

/** Waits until a server has let go of everything, or until the time is up. */
export async function untilReleased(
  server: TestedServer,
  before: ResourceUsage | undefined,
  ms: number,
): Promise<ResourceChange> {
  const deadline = performance.now() + ms;
  while (true) {
    const { lateWorkers = 0 } = server.plan;
    const usage = { before, after: resourceUsage(server.pid), lateWorkers };
    if (leaks(usage).length === 0 || performance.now() > deadline) return usage;
    await pause(250);
  }
}

/** The resources it still holds, in sentences. */
export function leftBehind(server: TestedServer, usage: ResourceChange): string[] {
  return leaks(usage).map((each) => `${server.name}: ${each}`);
}

/** Everything else that speaks against a server, in sentences. */
export function violations(server: TestedServer): string[] {
  const entries = server.ledgers.entries.flatMap(([, { wrong, lost }]) => [
    ...wrong.map((each) => `wrong: ${each}`),
    ...lost.map((each) => `lost: ${each}`),
  ]);
  return [...server.problems, ...entries].map((each) => `${server.name}: ${each}`);
}
