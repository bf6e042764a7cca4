/** `--diagram FILE`: the ladder of a relay's connections, drawn when the relay ends, however it ends. */
import { diagramFormat, type DiagramWords, renderDiagram } from "../../trace/diagram/render_diagram.ts";
import { parseTraceLine, type TraceRecord } from "../../trace/diagram/trace_record.ts";
import { renderJson } from "../../trace/render_event.ts";
import { checkWritable, writeTextSync } from "../../fs/write_text.ts";
import type { Tracer } from "../../trace/tracer.ts";
import { RelayError } from "../relay_endpoint.ts";
import { CommandLineError } from "../grammar/command_line_error.ts";
import type { Log } from "../log.ts";
import { errorText } from "../../net/errors/system_error.ts";

/** More events than anybody reads: the most that a relay which runs for weeks may keep. */
const MOST = 1000;

/** A tracer that keeps its events until they are drawn. */
export interface DiagramTracer extends Tracer {
  /** Writes the picture; once. */
  draw(log: Log): void;
}

/**
 * Tries the file, so that a picture that cannot be saved is known before the first byte has passed.
 *
 * @throws {CommandLineError} for a name that asks for a format we do not have
 * @throws {RelayError} when the file cannot be written
 */
export function drawing(path: string, words: DiagramWords): DiagramTracer {
  const format = diagramFormat(path);
  if (format === undefined) {
    throw new CommandLineError(
      `option --diagram needs a file that ends in .svg, .mmd or .txt, not "${path}"`,
    );
  }
  attempt(path, () => checkWritable(path));
  const records: TraceRecord[] = [];
  let more = 0;
  return {
    enabled: true,
    emit: (event) => {
      if (records.length < MOST) records.push(parseTraceLine(renderJson(event, new Date()), "relay")!);
      else more++;
    },
    draw: (log) => {
      if (more > 0) log.warning(`the diagram shows the first ${MOST} events; ${more} more came`);
      attempt(path, () => writeTextSync(path, renderDiagram(records, format, words)));
    },
  };
}

function attempt(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new RelayError(`--diagram "${path}": ${errorText(error)}`);
  }
}
