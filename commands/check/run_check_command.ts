import { msg } from "../../mod/i18n/message.ts";
import { messageOf } from "../../mod/i18n/message_error.ts";
import { choosePaint } from "./paint.ts";
import type { CheckOptionValues } from "../options/check_options.ts";
import { parseHostPort } from "../../mod/cli/host_port.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { columnsToFill, wrapWords } from "../../mod/cli/wrap_words.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import type { CheckOptions } from "../../mod/check/rule_context.ts";
import { ProgramTarget } from "../../mod/check/targets/program_target.ts";
import { remoteTarget } from "../../mod/check/targets/remote_target.ts";
import { countOutcomes, type Report, type Result } from "../../mod/check/reports/report.ts";
import { jsonReport } from "../../mod/check/reports/json_report.ts";
import { junitReport } from "../../mod/check/reports/junit_report.ts";
import { tapReport } from "../../mod/check/reports/tap_report.ts";
import { textEnd, textHead, textResult, type TextStyle } from "../../mod/check/reports/text_report.ts";
import type { Rule } from "../../mod/check/rule.ts";
import { inLanguage } from "../../mod/i18n/in_language.ts";
import { cannotWrite } from "../../mod/fs/cannot_write.ts";
import { runCheck } from "../../mod/check/run_check.ts";
import { splitCommand } from "../../mod/check/targets/split_command.ts";
import type { Target } from "../../mod/check/targets/target.ts";

/** What is checked, and how. */
export interface CheckPlan {
  readonly service: string;
  readonly rules: readonly Rule[];
  readonly framing: "line" | "chunk";
  /** The folder a started server runs in. */
  readonly dir?: string;
}

/**
 * Checks a server as the command line says and reports.
 *
 * @returns 0 when every rule that must hold holds, else 1.
 */
export async function checkServer(
  plan: CheckPlan,
  options: CheckOptionValues,
  context: CommandContext,
): Promise<number> {
  const rules = chosen(plan.rules, options.only);
  const check = checkOptionsFor(plan.framing, options, context);
  await using target = targetFor(plan, options, context);
  const results = runCheck(rules, target, check);
  return await writeReport(
    { service: plan.service, subject: target.name, seed: check.seed, language: check.language },
    results,
    options,
    context,
  );
}

/** Shows the rules, for `--list`. */
export async function listRules(
  rules: readonly Pick<Rule, "id" | "title" | "severity">[],
  context: CommandContext,
): Promise<number> {
  const width = Math.max(...rules.map(({ id }) => id.length));
  const lines = rules.map(({ id, title, severity }) =>
    `${id.padEnd(width)}  ${severity.padEnd(6)}  ${inLanguage(title, context.language)}\n`
  );
  await context.stdout.write(lines.join(""));
  return 0;
}

/** The options of the check itself, with a seed chosen if none was given. */
export function checkOptionsFor(
  framing: "line" | "chunk",
  { seed, timeout }: CheckOptionValues,
  { language, signal }: CommandContext,
): CheckOptions {
  return {
    seed: seed ?? crypto.getRandomValues(new Uint32Array(1))[0]! >>> 8,
    timeout: timeout * 1000,
    framing,
    language,
    signal,
  };
}

/** The rules that `--only` names: by their whole id, or by what stands behind the service's name. */
export function chosen<R extends { id: string }>(rules: readonly R[], only: readonly string[]): readonly R[] {
  if (only.length === 0) return rules;
  for (const name of only) {
    if (!rules.some((rule) => isNamed(rule, name))) {
      throw new UsageError(msg`--only: there is no rule "${name}"; --list shows them`);
    }
  }
  return rules.filter((rule) => only.some((name) => isNamed(rule, name)));
}

function isNamed({ id }: { id: string }, name: string): boolean {
  return id === name || id.slice(id.indexOf(".") + 1) === name;
}

function targetFor(
  { dir }: CheckPlan,
  { connect, run }: CheckOptionValues,
  { signal }: CommandContext,
): Target {
  if (connect === undefined && run === undefined) {
    throw new UsageError(msg`--connect HOST:PORT, --run COMMAND or --listen PORT is needed`);
  }
  const endpoint = connect === undefined ? undefined : parseHostPort(connect);
  if (connect !== undefined && endpoint === undefined) {
    throw new UsageError(msg`--connect needs HOST:PORT or [::1]:PORT, not "${connect}"`);
  }
  if (run === undefined) return remoteTarget(endpoint!, signal);
  const words = commandWords(run);
  if (endpoint === undefined && !run.includes("{port}")) {
    throw new UsageError(
      msg`--run needs {port} where the port goes, or --connect HOST:PORT to say where it listens`,
    );
  }
  return new ProgramTarget({ words, endpoint, dir, signal });
}

/** The words of `--run`. */
export function commandWords(run: string): string[] {
  try {
    const words = splitCommand(run);
    if (words.length > 0) return words;
  } catch (error) {
    throw new UsageError(msg`--run: ${messageOf(error)}`);
  }
  throw new UsageError(msg`--run needs a command`);
}

/**
 * Writes the report in its format as the results come in, and to `--out`.
 *
 * @returns the exit code.
 */
export async function writeReport(
  about: Pick<Report, "service" | "subject" | "seed" | "language">,
  coming: AsyncIterable<Result>,
  options: CheckOptionValues,
  context: CommandContext,
): Promise<number> {
  const results: Result[] = [];
  const again = commandLine(context.args, about.seed);
  const whole: Report = { ...about, student: options.student, again, began: new Date(), results };
  const asText = options.format === "text";
  const columns = columnsToFill(context.stdout);
  const style: TextStyle = {
    verbose: options.verbose,
    language: about.language,
    fit: (sentence) => wrapWords(sentence, columns),
    paint: choosePaint(context),
  };
  if (asText) await context.stdout.write(textHead(whole));
  for await (const result of coming) {
    if (asText) await context.stdout.write(textResult(result, style, results.at(-1)));
    results.push(result);
  }
  await context.stdout.write(
    asText ? textEnd(whole) : REPORTERS[options.format as keyof typeof REPORTERS](whole),
  );
  if (options.out !== undefined) await save(options.out, jsonReport(whole));
  return countOutcomes(results, "failed") === 0 ? 0 : 1;
}

const REPORTERS = { tap: tapReport, junit: junitReport, json: jsonReport };

async function save(path: string, text: string): Promise<void> {
  try {
    await Deno.writeTextFile(path, text);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** The command line that repeats this run: the same words, with the seed, without what only concerns the report. */
function commandLine(args: readonly string[], seed: number): string {
  const kept: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index]!;
    if (/^(--(seed|only|out|format|student)|-o)$/.test(word)) index++;
    else if (!/^(--(seed|only|out|format|student)=|-o)/.test(word)) kept.push(quoted(word));
  }
  return ["netlab", ...kept, "--seed", seed].join(" ");
}

function quoted(word: string): string {
  return /^[\w./:@%+=,{}[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
