import { green, red, yellow } from "@std/fmt/colors";
import type { CommandContext } from "../../cli/command_context.ts";
import { columnsToFill, wrapWords } from "../../cli/wrap_words.ts";
import { writeText } from "../../fs/write_text.ts";
import { wantsColor } from "../../terminal/wants_color.ts";
import { jsonReport } from "../reports/json_report.ts";
import { junitReport } from "../reports/junit_report.ts";
import { countOutcomes, type Report, type Result, type RuleOutcome } from "../reports/report.ts";
import { tapReport } from "../reports/tap_report.ts";
import type { Nature } from "../survey/nature.ts";
import { textEnd, textHead, textNature, textResult, type TextStyle } from "../reports/text_report.ts";
import type { CheckCommandOptions } from "./check_options.ts";
import { recordingKeeper } from "./keep_recording.ts";
import { checkClassOptions, tellClass } from "./tell_class.ts";

/**
 * Writes the report in its format as the results come in, and to `--out`.
 *
 * @returns the exit code.
 */
export async function writeReport(
  about: Pick<Report, "service" | "subject" | "seed" | "language">,
  coming: (surveyed: (nature: Nature) => void) => AsyncIterable<Result>,
  options: CheckCommandOptions,
  context: CommandContext,
): Promise<number> {
  checkClassOptions(options);
  const keep = recordingKeeper(options.record);
  const results: Result[] = [];
  const whole: Report & { nature?: Nature } = {
    ...about,
    student: options.student,
    command: commandLine(context.args, about.seed),
    only: options.only,
    began: new Date(),
    results,
  };
  const asText = options.format === "text";
  const columns = columnsToFill(context.stdout);
  const style: TextStyle = {
    verbose: options.verbose,
    language: about.language,
    fit: (sentence) => wrapWords(sentence, columns),
    colorize: wantsColor(context.stdout, context.env)
      ? (word, outcome) => COLORS[outcome](word)
      : (word) => word,
  };
  if (asText) await context.stdout.write(textHead(whole));
  for await (const found of coming((nature) => whole.nature = nature)) {
    const result = await keep(found);
    if (asText && results.length === 0 && whole.nature !== undefined) {
      await context.stdout.write(textNature(whole.nature, style));
    }
    if (asText) await context.stdout.write(textResult(result, style, results.at(-1)));
    results.push(result);
  }
  await context.stdout.write(
    asText ? textEnd(whole) : REPORTERS[options.format as keyof typeof REPORTERS](whole),
  );
  if (options.out !== undefined) await writeText(options.out, jsonReport(whole));
  await tellClass(whole, options, context);
  return countOutcomes(results, "failed") === 0 ? 0 : 1;
}

const REPORTERS = { tap: tapReport, junit: junitReport, json: jsonReport };

const COLORS: Record<RuleOutcome, (word: string) => string> = {
  passed: green,
  failed: red,
  note: yellow,
  same: red,
  skipped: (word) => word,
};

/**
 * The command line of this run: the same words, with the seed, without `--only` and the options that are about the
 * report alone.
 */
function commandLine(args: readonly string[], seed: number): string {
  const kept: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index]!;
    if (/^(--(seed|only|out|format|student|class|name|record)|-o)$/.test(word)) index++;
    else if (!/^(--(seed|only|out|format|student|class|name|record)=|-o|-w$|--watch$)/.test(word)) {
      kept.push(quoted(word));
    }
  }
  return ["netlab", ...kept, "--seed", seed].join(" ");
}

function quoted(word: string): string {
  return /^[\w./:@%+=,{}[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
