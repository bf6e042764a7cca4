import { oneOf, optional } from "../../mod/cli/option.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { silent, type Tracer } from "../../mod/trace/tracer.ts";
import { type TraceFormat, writingTracer } from "../../mod/trace/writing_tracer.ts";

const FORMATS: readonly TraceFormat[] = ["text", "json"];

/** `--trace`, the same for every command. */
export const traceOption = optional<TraceFormat>({
  value: "text|json",
  help: "tell what happens on every socket",
  choices: FORMATS,
  alone: "text",
  read: (typed) => oneOf(FORMATS, typed),
});

/** The tracer that was asked for, writing to standard error. */
export function tracerFor(format: TraceFormat | undefined, context: CommandContext): Tracer {
  return format === undefined ? silent : writingTracer(format, (line) => context.stderr.verbatim(line));
}
