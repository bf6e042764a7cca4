import type { Tracer } from "../trace/tracer.ts";

/** A tracer for the events of one connection: each carries its number. */
export function numberedTracer(trace: Tracer, conn: number): Tracer {
  if (!trace.enabled) return trace;
  return { enabled: true, emit: (event) => trace.emit({ conn, ...event }) };
}
