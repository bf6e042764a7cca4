import { systemFailure } from "../../mod/net/errors/system_error.ts";
import { msg } from "../../mod/i18n/message.ts";
import { MessageError, messageOf } from "../../mod/i18n/message_error.ts";
import { command } from "../../mod/cli/command.ts";
import { text } from "../../mod/cli/option.ts";
import { words } from "../../mod/cli/positional.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { diagramFormat, renderDiagram } from "../../mod/trace/diagram/render_diagram.ts";
import { parseTrace, type TraceRecord } from "../../mod/trace/diagram/trace_record.ts";
import { parseWatchRecording } from "../../mod/lab/watch/recording.ts";
import { traceRecords } from "../../mod/lab/watch/trace_records.ts";
import { writeText } from "../../mod/fs/write_text.ts";

export default command({
  name: "lab diagram",
  summary: "draw a saved trace as a sequence diagram",
  description:
    "Several files, one of each program, make one picture. Lines that are no trace events are passed over.",
  args: { files: words("FILE", "what --trace=json 2>FILE has saved") },
  options: {
    output: text({
      short: "o",
      value: "FILE",
      help: "FILE.svg, FILE.mmd or FILE.txt (default: text, shown)",
    }),
    title: text({ help: "the picture's heading (default: the files' names)" }),
  },
  examples: [
    { command: "netlab lab diagram trace.jsonl", does: "show it in the terminal" },
    { command: "netlab lab diagram server.jsonl client.jsonl -o echo.svg", does: "both sides as a picture" },
  ],
  permissions: {
    read: { why: "the traces", files: ({ args }) => args.files },
    write: {
      why: "the picture",
      if: "with --output",
      when: ({ options }) => options.output !== undefined,
      files: ({ options }) => [options.output],
    },
  },
  async run({ args, options }, context) {
    const format = options.output === undefined ? "txt" : diagramFormat(options.output);
    if (format === undefined) {
      throw new UsageError(
        msg`--output needs a file that ends in .svg, .mmd or .txt, not "${options.output!}"`,
      );
    }
    const traces = await Promise.all(args.files.map(async (file) => {
      const events = recordsOf(await readTrace(file));
      if (events.length === 0) throw new MessageError(msg`"${file}" has no event of --trace=json`);
      return events.map((each) => ({ role: nameOf(file), ...each }));
    }));
    const title = options.title ?? args.files.map(nameOf).join(", ");
    const drawn = renderDiagram(traces.flat(), format, { title, translate: context.translate });
    if (options.output === undefined) await context.stdout.write(drawn);
    else await writeText(options.output, drawn);
    return 0;
  },
});

/** The events of a trace, or those of a recording of `lab watch`, which has its lanes in it. */
function recordsOf(text: string): TraceRecord[] {
  const recording = parseWatchRecording(text);
  return recording === undefined ? parseTrace(text) : traceRecords(recording);
}

async function readTrace(file: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (systemFailure(error) === "not_found") throw new MessageError(msg`Cannot find the trace "${file}"`);
    throw new MessageError(msg`Cannot read the trace "${file}": ${messageOf(error)}`, { cause: error });
  }
}

function nameOf(file: string): string {
  return file.replace(/^.*[/\\]/, "").replace(/\.\w+$/, "");
}
