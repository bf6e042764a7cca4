import { renderJson, renderText } from "./render_event.ts";
import type { Tracer } from "./tracer.ts";

/** How a trace is written down: for people, or one JSON object a line. */
export type TraceFormat = "text" | "json";

/**
 * A tracer that writes every event as a line.
 *
 * @param write takes a finished line, without its end.
 * @param now the clock; injected so that a test can say what time it is.
 */
export function writingTracer(
  format: TraceFormat,
  write: (line: string) => void,
  now: () => Date = () => new Date(),
): Tracer {
  const render = format === "json" ? renderJson : renderText;
  return {
    enabled: true,
    emit: (event) => write(render(event, now())),
  };
}
