import { msg } from "../../mod/i18n/message.ts";
import { messageOf } from "../../mod/i18n/message_error.ts";
import { command } from "../../mod/cli/command.ts";
import { everyPermission } from "../../mod/cli/permission_table.ts";
import { idleOption, needsValue } from "../../mod/cli/idle_options.ts";
import { flag, number, oneOf, texts } from "../../mod/cli/option.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import type { ProgramStart } from "../../mod/lab/scenarios/lab_server.ts";
import { measureMode, type ModeResult } from "../../mod/lab/scenarios/measure_mode.ts";
import { modesTable } from "../../mod/lab/scenarios/modes_table.ts";
import { type Scenario, SCENARIOS } from "../../mod/lab/scenarios/scenarios.ts";
import { modesUsing } from "../../mod/server/modes/modes_using.ts";
import { MODES } from "../../mod/server/modes/load_mode.ts";
import type { ModeName } from "../../mod/server/modes/mode.ts";
import { ownCommand } from "../../mod/process/own_command.ts";

const MODE_NAMES = Object.keys(MODES) as ModeName[];
const NAMES = SCENARIOS.map((scenario) => scenario.name);

export default command({
  name: "lab modes",
  summary: "compare the six ways of serving many clients under the same load",
  description: "Each mode serves in a process of its own on this machine; the clients are in this one.\n" +
    "Scenarios:\n" + SCENARIOS.map(({ name, title }) => `  ${name.padEnd(12)} ${title}`).join("\n"),
  args: {},
  options: {
    scenario: texts({
      value: "NAME",
      choices: NAMES,
      short: "s",
      help: "only this one; may be given several times",
    }),
    mode: texts({ value: "MODE", choices: MODE_NAMES, help: "only this mode; may be given several times" }),
    clients: number({ min: 1, max: 1000, default: 8, help: "how many clients talk" }),
    workers: idleOption(
      number({ min: 1, max: 64, default: 4, help: "workers of the modes pool and symmetric" }),
      [needsValue("mode", ...modesUsing("workers"))],
    ),
    seconds: number({
      fraction: true,
      min: 0.1,
      max: 60,
      default: 1,
      help: "how long each mode is measured",
    }),
    json: flag({ help: "results as one JSON object a line" }),
  },
  examples: [
    { command: "netlab lab modes", does: "everything, in about a minute and a half" },
    { command: "netlab lab modes -s n-silent", does: "when does a pool become an iterative server?" },
  ],
  permissions: everyPermission(
    "the runtime shows /proc only to a program without limits, and each mode is a program",
  ),
  async run({ options }, context) {
    const scenarios = pick("scenario", options.scenario, NAMES).map((name) =>
      SCENARIOS.find((each) => each.name === name)!
    );
    const modes = pick("mode", options.mode, MODE_NAMES);
    for (const scenario of scenarios) {
      const results = await measureAll(scenario, modes, options, context);
      if (!options.json) {
        await context.stdout.write(`${modesTable(scenario, results, context.translate)}\n\n`);
      }
    }
    return 0;
  },
});

interface Measuring {
  readonly clients: number;
  readonly workers: number;
  readonly seconds: number;
  readonly json: boolean;
}

async function measureAll(
  scenario: Scenario,
  modes: readonly ModeName[],
  options: Measuring,
  context: CommandContext,
): Promise<ModeResult[]> {
  const results: ModeResult[] = [];
  for (const mode of modes) {
    context.stderr.draw(`\r\x1b[K${scenario.name}: ${mode} …`);
    const count = { ...options, signal: context.signal };
    const result = await measureMode(serverStart(scenario, mode, options.workers), mode, scenario, count);
    results.push(result);
    if (options.json) await context.stdout.write(`${JSON.stringify(result)}\n`);
  }
  context.stderr.draw("\r\x1b[K");
  await context.stderr.flush();
  return results;
}

function serverStart(scenario: Scenario, mode: ModeName, workers: number): ProgramStart {
  const own = modesUsing("workers").includes(mode) ? ["--workers", String(workers)] : [];
  const common = ["--mode", mode, ...own, "--grace", "0"];
  return ownCommand(["lab", "serve", "0", ...common, ...scenario.serverOptions ?? []]);
}

function pick<Word extends string>(
  name: string,
  typed: readonly string[],
  words: readonly Word[],
): readonly Word[] {
  try {
    return typed.length === 0 ? words : typed.map((each) => oneOf(words, each));
  } catch (error) {
    throw new UsageError(msg`--${name} ${messageOf(error)}`);
  }
}
