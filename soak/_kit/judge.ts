import type { Subject } from "./subject.ts";
import { type VitalSigns, vitalSigns } from "./vital_signs.ts";

/** Before the load and after it. */
export interface Course {
  readonly before: VitalSigns | undefined;
  readonly after: VitalSigns | undefined;
  /** As {@link SubjectPlan.lateWorkers}. */
  readonly lateWorkers?: number;
}

/**
 * What a server may still hold when everybody has gone. Descriptors and children are counted: one too many is a leak.
 * Threads are those of the runtime, which keeps a few for file operations for ten seconds. Memory is what the system says:
 * an engine that was under load keeps part of its heap, and an allocator part of its arenas, so the bound is a constant
 * beyond what it had when it was warm, and not a multiple; a leak of 1 KiB per request shows beyond it within minutes.
 */
const BOUNDS = { residentMib: 200, threads: 4 };
/** Descriptors that an isolate of its own costs. */
const WORKER = 6;

/** What is left behind, in sentences. */
export function leaks({ before, after, lateWorkers = 0 }: Course): string[] {
  if (before === undefined || after === undefined) return [];
  const found: string[] = [];
  const grown = (key: keyof VitalSigns) => after[key] - before[key];
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

/** Waits until a server has let go of everything, or for so long. */
export async function settled(subject: Subject, before: VitalSigns | undefined, ms: number): Promise<Course> {
  const deadline = performance.now() + ms;
  while (true) {
    const { lateWorkers = 0 } = subject.plan;
    const course = { before, after: vitalSigns(subject.pid), lateWorkers };
    if (leaks(course).length === 0 || performance.now() > deadline) return course;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** What it still holds, in sentences. */
export function left(subject: Subject, course: Course): string[] {
  return leaks(course).map((each) => `${subject.name}: ${each}`);
}

/** Everything else that speaks against a server, in sentences. */
export function charges(subject: Subject): string[] {
  const entries = subject.ledgers.entries.flatMap(([, { wrong, lost }]) => [
    ...wrong.map((each) => `wrong: ${each}`),
    ...lost.map((each) => `lost: ${each}`),
  ]);
  return [...subject.troubles, ...entries].map((each) => `${subject.name}: ${each}`);
}
