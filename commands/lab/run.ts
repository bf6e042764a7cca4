import { msg, secondsMessage } from "../../mod/i18n/message.ts";
import { MessageError, messageOf } from "../../mod/i18n/message_error.ts";
import { command } from "../../mod/cli/command.ts";
import { everyPermission } from "../../mod/cli/permission_table.ts";
import { idleOption, isGiven } from "../../mod/cli/idle_options.ts";
import { flag, number, oneOf, text, texts } from "../../mod/cli/option.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { columnsToFill, wrapWords } from "../../mod/cli/wrap_words.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { diagramFormat, renderDiagram } from "../../mod/trace/diagram/render_diagram.ts";
import { type Exercise, rolesOf } from "../../mod/lab/runner/exercise.ts";
import { inLanguage } from "../../mod/i18n/in_language.ts";
import { type ExerciseResult, runExercise } from "../../mod/lab/runner/run_exercise.ts";
import { ExerciseRecorder } from "../../mod/lab/watch/exercise/exercise_recorder.ts";
import { readSocketTables } from "../../mod/lab/watch/recorder/read_tables.ts";
import { openWatchPage, type WatchPage, watchPageOption } from "../options/watch_page_option.ts";
import { exerciseArgument } from "../options/exercise_argument.ts";
import { findExercise } from "../../mod/lab/exercises/find_exercise.ts";
import { ownCommand } from "../../mod/process/own_command.ts";
import { stdinLines } from "../../mod/terminal/stdin_lines.ts";
import { writeText } from "../../mod/fs/write_text.ts";
import { type ExerciseInModes, exerciseInModes } from "../../mod/lab/scenarios/exercise_in_modes.ts";
import { MODES } from "../../mod/server/modes/load_mode.ts";
import type { ModeName } from "../../mod/server/modes/mode.ts";

const MODE_NAMES = Object.keys(MODES) as ModeName[];

export default command({
  name: "lab run",
  summary: "play an exercise for real, and tell what happens",
  description:
    "Server and clients run as processes of their own on loopback. The exit code is 0 when all that the sheet says was " +
    "observed. EXERCISE is a name such as E5, or a JSON file of your own.",
  args: {
    exercise: exerciseArgument("E1 to E28, or a file; netlab lab list shows them"),
  },
  options: {
    answer: flag({
      short: "a",
      help: "show the answer to the sheet's question, with the events that prove it",
    }),
    pause: flag({ short: "p", help: "ask what will happen before each step, and compare" }),
    mode: texts({
      value: "MODE",
      choices: MODE_NAMES,
      help:
        "play it in this mode of serving; may be given several times: side by side, with the same clients",
    }),
    diagram: text({ short: "d", value: "FILE", help: "draw what happened: FILE.svg, FILE.mmd or FILE.txt" }),
    web: watchPageOption("show what happens on a page, live; it stays until Ctrl-C"),
    time: idleOption(
      number({
        value: "SECONDS",
        min: 1,
        default: 60,
        help: "end after so long; with --pause there is no end",
      }),
      [(line) => isGiven(line, "pause") ? msg`and --${"pause"} do not go together` : undefined],
    ),
  },
  examples: [
    { command: "netlab lab run E5", does: "a pool of workers that all accept" },
    { command: "netlab lab run E1 --answer --diagram e1.svg", does: "with the answer and a picture" },
    { command: "netlab lab run E5 --web", does: "on a page: who sent what to whom, step by step" },
    {
      command: "netlab lab run E5 --web --mode iterative --mode pool",
      does: "two modes side by side",
    },
    {
      command: "netlab lab run ./mine.json --lang fr --pause",
      does: "your own exercise, step by step, in French",
    },
  ],
  permissions: everyPermission(
    "the runtime shows /proc only to a program without limits, and roles are programs",
  ),
  async run({ args, options }, context) {
    const format = options.diagram === undefined ? undefined : diagramFormat(options.diagram);
    if (options.diagram !== undefined && format === undefined) {
      throw new UsageError(
        msg`--diagram needs a file that ends in .svg, .mmd or .txt, not "${options.diagram}"`,
      );
    }
    const { exercise, roles } = inModes(await findExercise(args.exercise), options.mode);
    const limit = options.pause ? undefined : options.time * 1000;
    await using page = options.web === undefined ? undefined : await openWatchPage(options.web, context);
    const result = await runWithin(limit, exercise, options, context, page && { ...page, roles });
    if (options.diagram !== undefined) {
      const title = `${exercise.id} · ${inLanguage(exercise.title, context.language)}`;
      await writeText(
        options.diagram,
        renderDiagram(result.events, format!, { title, translate: context.translate }),
      );
    }
    await page?.stay();
    return result.passed ? 0 : 1;
  },
});

/** The exercise as it is, or in these modes side by side; and its roles in that order. */
function inModes(exercise: Exercise, typed: readonly string[]): ExerciseInModes {
  if (typed.length === 0) return { exercise, roles: rolesOf(exercise) };
  try {
    return exerciseInModes(exercise, [...new Set(typed.map((each) => oneOf(MODE_NAMES, each)))]);
  } catch (error) {
    throw new UsageError(msg`--${"mode"} ${messageOf(error)}`);
  }
}

async function runWithin(
  limit: number | undefined,
  exercise: Exercise,
  options: { answer: boolean; pause: boolean },
  context: CommandContext,
  page: Pick<WatchPage, "feed"> & { roles: readonly string[] } | undefined,
): Promise<ExerciseResult> {
  using recorder = page &&
    new ExerciseRecorder(page.roles, (event) => page.feed.add(event), readSocketTables);
  const late = new AbortController();
  const timer = limit === undefined ? undefined : setTimeout(() => {
    late.abort(new MessageError(msg`${exercise.id} did not end in ${secondsMessage(limit / 1000)}`));
  }, limit);
  const columns = columnsToFill(context.stdout);
  const keys = options.pause ? asking(context) : undefined;
  try {
    return await runExercise(exercise, {
      language: context.language,
      translate: context.translate,
      answer: options.answer,
      netlab: ownCommand,
      signal: AbortSignal.any([context.signal, late.signal]),
      ...(limit === undefined ? {} : { timeout: limit / 4 }),
      ...(recorder === undefined ? {} : { onChange: (participants) => recorder.look(participants) }),
      // Indented lines are a trace or a program's own words: shown as they came.
      tell: (line) => context.stdout.write(`${line.startsWith("   ") ? line : wrapWords(line, columns)}\n`),
      ...(keys === undefined ? {} : { ask: (question: string) => keys(question) }),
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Asks on standard error, and reads a line of the answer; `undefined` at the end of the input. */
function asking({ stdin, stderr }: CommandContext): (question: string) => Promise<string | undefined> {
  const batches = stdinLines(stdin);
  const waiting: string[] = [];
  return async (question) => {
    stderr.verbatim(question);
    while (waiting.length === 0) {
      const { value, done } = await batches.next();
      if (done) return undefined;
      waiting.push(...value);
    }
    return waiting.shift();
  };
}
