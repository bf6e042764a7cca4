import { msg } from "../../i18n/message.ts";
import { parseHostPort } from "../../cli/host_port.ts";
import type { CommandContext } from "../../cli/command_context.ts";
import { UsageError } from "../../cli/usage_error.ts";
import type { CheckOptions } from "../rule_context.ts";
import { programLanguage } from "../causes/program_language.ts";
import type { Rule } from "../rule.ts";
import { runCheck, type Survey } from "../run_check.ts";
import type { Nature } from "../survey/nature.ts";
import { relocateWords } from "../targets/relocate_words.ts";
import { ProxyTarget } from "../targets/proxy_target.ts";
import { ProgramTarget } from "../targets/program_target.ts";
import { remoteTarget } from "../targets/remote_target.ts";
import type { Target } from "../targets/target.ts";
import type { CheckCommandOptions } from "./check_options.ts";
import { commandWords } from "./command_words.ts";
import { recorderFor } from "./recorder_for.ts";
import { selectRules } from "./select_rules.ts";
import { watchProgram } from "./watch_program.ts";
import { writeReport } from "./write_report.ts";

/** The thing to check, and how. */
export interface CheckPlan {
  readonly service: string;
  readonly rules: readonly Rule[];
  readonly framing: "line" | "chunk";
  /** Finds out what a started server is, before the rules are tried. */
  readonly survey?: Survey;
  /** Whether it is asked by datagrams. @default "tcp" */
  readonly transport?: "tcp" | "udp";
  /** Whether there is no check of a client. */
  readonly noClients?: boolean;
  /** The port of the server behind a program that is a proxy, which is us; 0 for a free one. */
  readonly upstream?: number | undefined;
  /** The folder that a started server serves: it runs there unless its command says `{dir}`. */
  readonly dir?: string;
}

/**
 * Checks a server as the command line says and reports.
 *
 * @returns 0 when every rule that must hold holds, else 1.
 */
export async function checkServer(
  plan: CheckPlan,
  options: CheckCommandOptions,
  context: CommandContext,
): Promise<number> {
  const asked = plan.rules.filter((rule) =>
    !(options["one-client"] === true && rule.company === true) &&
    !(options["one-question"] === true && rule.questions === true)
  );
  const rules = selectRules(asked, options.only);
  return await watchProgram(plan.service, options, context, () => checkOnce(plan, rules, options, context));
}

async function checkOnce(
  plan: CheckPlan,
  rules: readonly Rule[],
  options: CheckCommandOptions,
  context: CommandContext,
): Promise<number> {
  const check = checkOptionsFor(plan.framing, options, context);
  await using target = targetFor(plan, options, context);
  const results = (surveyed: (nature: Nature) => void) =>
    runCheck(rules, target, check, { survey: plan.survey, surveyed, recorder: recorderFor(options) });
  return await writeReport(
    { service: plan.service, subject: target.name, seed: check.seed, language: check.language },
    results,
    options,
    context,
  );
}

/** The options of the check itself, with a seed chosen if none was given. */
export function checkOptionsFor(
  framing: "line" | "chunk",
  { seed, timeout, run }: CheckCommandOptions,
  { language, signal }: CommandContext,
): CheckOptions {
  return {
    seed: seed ?? crypto.getRandomValues(new Uint32Array(1))[0]! >>> 8,
    timeout: timeout * 1000 *
      (run === undefined ? 1 : slowdown(Deno.loadavg()[0] ?? 0, navigator.hardwareConcurrency)),
    framing,
    language,
    signal,
  };
}

/**
 * How much longer a program on this machine is waited for than on an idle one, from 1 to 3: what is late because others
 * use the processors must not be held against it.
 *
 * @param load how many threads want to run, on the average of the last minute; 0 where the system does not say.
 */
export function slowdown(load: number, processors: number): number {
  return Math.min(Math.max(load / processors, 1), 3);
}

function targetFor(plan: CheckPlan, options: CheckCommandOptions, context: CommandContext): Target {
  if (plan.upstream === undefined) return serverTarget(plan, options, context);
  const { upstream, ...server } = plan;
  const words = options.run === undefined ? undefined : commandWords(options.run);
  if (upstream === 0 && !words?.some((word) => word.includes("{upstream-port}"))) {
    throw new UsageError(
      msg`--protocol mob needs {upstream-port} in --run, or --upstream PORT to say where the program connects to`,
    );
  }
  return new ProxyTarget({
    name: words?.join(" ") ?? options.connect ?? "",
    language: words && programLanguage(words),
    port: upstream,
    ...(words === undefined ? {} : { hostname: "127.0.0.1" }),
    ours: words !== undefined,
    signal: context.signal,
    program: ({ hostname, port }) =>
      serverTarget(
        server,
        options,
        context,
        (word) => word.replaceAll("{upstream-host}", hostname).replaceAll("{upstream-port}", String(port)),
      ),
  });
}

/** @param filled fills in what else stands in a word of the command. */
function serverTarget(
  { dir, transport = "tcp", noClients = false }: CheckPlan,
  { connect, run, memory }: CheckCommandOptions,
  { signal }: CommandContext,
  filled: (word: string) => string = (word) => word,
): Target {
  if (connect === undefined && run === undefined) {
    throw new UsageError(
      noClients
        ? msg`--connect HOST:PORT or --run COMMAND is needed`
        : msg`--connect HOST:PORT, --run COMMAND or --listen PORT is needed`,
    );
  }
  const endpoint = connect === undefined ? undefined : parseHostPort(connect);
  if (connect !== undefined && endpoint === undefined) {
    throw new UsageError(msg`--connect needs HOST:PORT or [::1]:PORT, not "${connect}"`);
  }
  if (run === undefined) return remoteTarget(endpoint!, signal);
  const words = commandWords(run).map(filled);
  if (endpoint === undefined && !run.includes("{port}")) {
    throw new UsageError(
      msg`--run needs {port} where the port goes, or --connect HOST:PORT to say where it listens`,
    );
  }
  if (dir === undefined || run.includes("{dir}")) {
    return new ProgramTarget({ words, endpoint, dir, transport, memory, signal });
  }
  const { words: moved, movable } = relocateWords(words);
  if (!movable) {
    throw new UsageError(
      msg`--run: ${words[0]!} works in its own folder; say where the files are with {dir}`,
    );
  }
  const name = words.join(" ");
  return new ProgramTarget({ words: moved, name, endpoint, dir, cwd: dir, transport, memory, signal });
}
