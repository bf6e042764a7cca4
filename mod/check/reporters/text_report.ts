import { count, type Outcome, type Report, type Result } from "../report.ts";
import { REPORT_TEXTS as TEXTS } from "../texts/report_texts.ts";
import { explainResult, transcriptLines } from "./explain_result.ts";

/** How the report for people looks. */
export interface TextStyle {
  /** Whether the transcript of what passed is shown, too. */
  readonly verbose: boolean;
  /** Colours a word by its outcome; the word itself where there are no colours. */
  paint(word: string, outcome: Outcome): string;
}

/** No colours. */
export const PLAIN: TextStyle = { verbose: false, paint: (word) => word };

/** The first line. */
export function textHead(report: Omit<Report, "results">): string {
  return `netlab check ${report.service}: ${report.subject} (seed ${report.seed})\n`;
}

/** One result: a line, and below it what is to be said about it. */
export function textResult(result: Result, style: TextStyle = PLAIN): string {
  const { outcome, rule } = result;
  const word = style.paint(TEXTS[outcome].padEnd(4), outcome);
  const first = `  ${word}  ${rule.id.padEnd(22)}  ${rule.title}`;
  const more = explainResult(result);
  const all = style.verbose && result.failure === undefined ? [...more, ...transcriptLines(result)] : more;
  return [first, ...all.map((line) => `          ${line}`)].join("\n") + "\n";
}

/** The last lines: the count and, after a failure, how to see it again. */
export function textEnd({ results, again }: Report): string {
  const total = TEXTS.total(
    count(results, "passed"),
    count(results, "failed"),
    count(results, "concern"),
    count(results, "skipped"),
  );
  const broken = results.find((result) => result.outcome === "failed");
  return `${total}\n` + (broken ? `${TEXTS.again}: ${again} --only ${broken.rule.id}\n` : "");
}

/** The whole report for people. */
export function textReport(report: Report, style: TextStyle = PLAIN): string {
  return textHead(report) + report.results.map((result) => textResult(result, style)).join("") +
    textEnd(report);
}
