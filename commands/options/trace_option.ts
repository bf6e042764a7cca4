import { oneOf, optional } from "../../mod/cli/option.ts";
import type { System } from "../../mod/cli/system.ts";
import { silent, type Tracer } from "../../mod/trace/tracer.ts";
import { type TraceFormat, writingTracer } from "../../mod/trace/writing_tracer.ts";

const FORMATS: readonly TraceFormat[] = ["text", "json"];

/** `--trace`, as every command has it. */
export const traceOption = optional<TraceFormat>({
  value: "text|json",
  help: "tell what happens on every socket",
  choices: FORMATS,
  alone: "text",
  read: (typed) => oneOf(FORMATS, typed),
});

/** The tracer that was asked for, writing to standard error. */
export function tracerFor(format: TraceFormat | undefined, system: System): Tracer {
  return format === undefined ? silent : writingTracer(format, (line) => system.stderr.verbatim(line));
}
