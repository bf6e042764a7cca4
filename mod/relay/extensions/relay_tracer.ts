import type { Translate } from "../../i18n/locale.ts";
import type { Tracer } from "../../trace/tracer.ts";
import { writingTracer } from "../../trace/writing_tracer.ts";
import type { CommandLine } from "../grammar/command_line.ts";
import { hidePasswords } from "../grammar/hide_passwords.ts";
import type { Log } from "../log.ts";
import { type DiagramTracer, drawing } from "./diagram.ts";

/**
 * One tracer for `--trace` and `--diagram` together, and the steps to take when the relay is over.
 */
export interface RelayTracer extends Tracer {
  finish(log: Log): void;
}

/** Makes the tracer that a command line asks for; `writeError` takes text for standard error. */
export function relayTracer(
  line: CommandLine,
  writeError: (text: string) => void,
  translate?: Translate,
): RelayTracer {
  const { trace, diagram } = line.extensions;
  const picture: DiagramTracer | undefined = diagram === undefined
    ? undefined
    : drawing(diagram, { title: titleOf(line), translate });
  const told: Tracer[] = picture === undefined ? [] : [picture];
  if (trace !== undefined) told.push(writingTracer(trace, (each) => writeError(`${each}\n`)));
  return {
    enabled: true,
    emit: (event) => told.forEach((tracer) => tracer.emit(event)),
    finish: (log) => picture?.draw(log),
  };
}

function titleOf({ addresses }: CommandLine): string {
  return ["netlab relay", ...addresses.map((each) => hidePasswords(each).text)].join(" ");
}
