import { msg } from "../../mod/i18n/message.ts";
import { command } from "../../mod/cli/command.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { everyPermission } from "../../mod/cli/permission_table.ts";
import { flag, text, texts } from "../../mod/cli/option.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { programLanguage } from "../../mod/check/causes/program_language.ts";
import { writeText } from "../../mod/fs/write_text.ts";
import { readStarts } from "../../mod/lab/watch/recorder/read_starts.ts";
import { ProgramRecorder } from "../../mod/lab/watch/recorder/program_recorder.ts";
import { findStrace } from "../../mod/lab/watch/strace/find_strace.ts";
import { parseThrough, type Through, ThroughRecorder } from "../../mod/lab/watch/through/through_recorder.ts";
import { traceRecords } from "../../mod/lab/watch/trace_records.ts";
import type { WatchEvent } from "../../mod/lab/watch/watch_event.ts";
import { watchLine } from "../../mod/lab/watch/watch_line.ts";
import { openWatchPage, watchPageOption } from "../options/watch_page_option.ts";
import { diagramFormat, renderDiagram } from "../../mod/trace/diagram/render_diagram.ts";

export default command({
  name: "lab watch",
  summary: "show what any program does with its sockets",
  description:
    "Programs in any language, unchanged, on Linux by strace. They keep their terminal: what they write, " +
    "and what is typed, Ctrl-C too, is theirs. It ends when all of them have ended.",
  args: {},
  options: {
    run: texts({
      short: "r",
      value: "[NAME=]COMMAND",
      help: "start this program; may be given several times: they are started together",
    }),
    pid: texts({ value: "[NAME=]PID", help: "join a process that runs; it goes on afterwards" }),
    through: text({
      value: "LISTEN:HOST:PORT",
      help:
        "listen on port LISTEN of this machine, hand everything on to HOST:PORT, and show the bytes, on every system",
    }),
    json: flag({
      help:
        "events as one JSON object a line on standard output; the programs' own output goes to standard error",
    }),
    diagram: text({ short: "d", value: "FILE", help: "draw what happened: FILE.svg, FILE.mmd or FILE.txt" }),
    web: watchPageOption("show it on a page, live; it stays until Ctrl-C when the programs have ended"),
    open: text({ short: "o", value: "FILE", help: "show a recording that was saved, on such a page" }),
  },
  examples: [
    {
      command: 'netlab lab watch --run "{python} server.py 8765"',
      does: "every call of a server, and who waits",
    },
    {
      command:
        "netlab lab watch --run server='./server 8765' --run client='./client localhost 8765' -d both.svg",
      does: "both sides as a picture",
    },
    {
      command: "netlab lab watch --through 9000:localhost:8765",
      does: "what passes between clients of port 9000 and the server",
    },
    { command: 'netlab lab watch --web --run "{python} server.py 8765"', does: "live, on a page" },
  ],
  permissions: everyPermission(
    "the programs are somebody else's, and the runtime shows /proc only to a program without limits",
  ),
  async run({ options }, context) {
    const format = options.diagram === undefined ? undefined : diagramFormat(options.diagram);
    if (options.diagram !== undefined && format === undefined) {
      throw new UsageError(
        msg`--diagram needs a file that ends in .svg, .mmd or .txt, not "${options.diagram}"`,
      );
    }
    if (options.open !== undefined) return await showRecording(options.open, options, context);
    const through = readThrough(options);
    if (options.run.length + options.pid.length === 0 && through === undefined) {
      throw new UsageError(msg`--run COMMAND, --pid PID or --through is missing`);
    }
    const dialect = through === undefined ? await findStrace() : "sockets";
    const programs = readStarts(options.run, options.pid);
    await using page = options.web === undefined ? undefined : await openWatchPage(options.web, context);
    const kept: WatchEvent[] = [];
    const out = new EventWriter(options.json, context);
    const emit = (event: WatchEvent) => {
      out.write(event);
      page?.feed.add(event);
      if (format !== undefined && kept.length < MOST_KEPT) kept.push(event);
    };
    if (through !== undefined) {
      const listening = (address: string) =>
        context.stderr.verbatim(`netlab lab: listening on ${address} (through)`);
      await new ThroughRecorder(through, emit).run(context.signal, listening);
    } else {
      const stdout = options.json ? "stderr" : "own";
      const languageOf = (words: readonly string[]) => programLanguage(words);
      const recorder = new ProgramRecorder({ programs, dialect, stdout, languageOf, emit });
      using _stops = diverted(context, recorder);
      await recorder.run();
    }
    await out.flush();
    if (options.diagram !== undefined) {
      const title = options.through ?? programs.map(({ name }) => name).join(", ");
      const drawn = renderDiagram(traceRecords(kept), format!, { title, translate: context.translate });
      await writeText(options.diagram, drawn);
    }
    if (!context.signal.aborted) await page?.stay();
    return 0;
  },
});

/** Where a relay stands in between, if one is asked for. */
function readThrough({ through, run, pid }: {
  readonly through: string | undefined;
  readonly run: readonly string[];
  readonly pid: readonly string[];
}): Through | undefined {
  if (through === undefined) return undefined;
  const parsed = parseThrough(through);
  if (parsed === undefined) throw new UsageError(msg`--through needs LISTEN:HOST:PORT, not "${through}"`);
  if (run.length + pid.length > 0) {
    throw new UsageError(msg`--through sees bytes and no programs: not with --run or --pid`);
  }
  return parsed;
}

/** Shows a file. */
async function showRecording(
  path: string,
  { run, pid, json, diagram, through, web }: {
    readonly run: readonly string[];
    readonly pid: readonly string[];
    readonly json: boolean;
    readonly diagram: string | undefined;
    readonly through: string | undefined;
    readonly web: number | undefined;
  },
  context: CommandContext,
): Promise<number> {
  if (run.length > 0 || pid.length > 0 || json || diagram !== undefined || through !== undefined) {
    throw new UsageError(msg`--open shows what was recorded: only --web goes with it`);
  }
  const { readRecording } = await import("../../mod/lab/watch/page/read_recording.ts");
  await using page = await openWatchPage(web ?? 0, context, (feed) => readRecording(path, feed));
  await page.stay();
  return 0;
}

/** Events of a diagram: nobody reads one of more. */
const MOST_KEPT = 20_000;

/** Writes events as lines, one after the other. */
class EventWriter {
  #writing: Promise<void> = Promise.resolve();
  #lines = "";
  readonly #json: boolean;
  readonly #context: CommandContext;

  constructor(json: boolean, context: CommandContext) {
    this.#json = json;
    this.#context = context;
  }

  write(event: WatchEvent): void {
    if (!this.#json) {
      const line = watchLine(event, this.#context);
      if (line !== undefined) this.#context.stderr.verbatim(line);
      return;
    }
    this.#lines += `${JSON.stringify(event)}\n`;
    this.#writing = this.#writing.then(() => this.#flush());
  }

  async flush(): Promise<void> {
    await this.#writing;
  }

  async #flush(): Promise<void> {
    if (this.#lines === "") return;
    const lines = this.#lines;
    this.#lines = "";
    await this.#context.stdout.write(lines);
  }
}

/** What asks us to stop is for the programs: they have heard it from the terminal, or hear it from us. */
function diverted(context: CommandContext, recorder: ProgramRecorder): Disposable {
  let count = 0;
  const stops = (["SIGINT", "SIGTERM", "SIGHUP"] as const).map((name) =>
    context.divertSignal?.(name, () => {
      if (++count > 1) recorder.stop("SIGKILL");
      else setTimeout(() => recorder.stop(name), HEARD);
    })
  );
  return { [Symbol.dispose]: () => stops.forEach((each) => each?.[Symbol.dispose]()) };
}

/** Milliseconds in which a terminal's Ctrl-C shows in what strace tells of the programs. */
const HEARD = 200;
