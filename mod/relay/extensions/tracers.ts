import type { Translate } from "../../i18n/voice.ts";
import type { Tracer } from "../../trace/tracer.ts";
import { writingTracer } from "../../trace/writing_tracer.ts";
import type { CommandLine } from "../grammar/command_line_options.ts";
import type { Log } from "../log.ts";
import { type DiagramTracer, drawing } from "./diagram.ts";

/** One tracer for `--trace` and `--diagram` together, and what is to be done when the relay is over. */
export interface OwnTracer extends Tracer {
  finish(log: Log): void;
}

/** Makes the tracer that a command line asks for; `complain` takes text for standard error. */
export function ownTracer(
  line: CommandLine,
  complain: (text: string) => void,
  translate?: Translate,
): OwnTracer {
  const { trace, diagram } = line.own;
  const picture: DiagramTracer | undefined = diagram === undefined
    ? undefined
    : drawing(diagram, { title: `netlab relay ${line.addresses.join(" ")}`, translate });
  const told: Tracer[] = picture === undefined ? [] : [picture];
  if (trace !== undefined) told.push(writingTracer(trace, (each) => complain(`${each}\n`)));
  return {
    enabled: true,
    emit: (event) => told.forEach((tracer) => tracer.emit(event)),
    finish: (log) => picture?.draw(log),
  };
}
