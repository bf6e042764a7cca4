import { hexControls } from "../../io/visible_text.ts";
import { inLanguage } from "../../i18n/in_language.ts";
import type { Language } from "../../i18n/text.ts";
import {
  againFailed,
  countOutcomes,
  OUTCOMES,
  type Report,
  type Result,
  type RuleOutcome,
} from "./report.ts";
import type { Nature } from "../survey/nature.ts";
import { natureText } from "../texts/nature_texts.ts";
import { OUTCOME_WORDS, REPORT_TEXTS as TEXTS, total } from "../texts/report_texts.ts";
import { explainResult, transcriptLines } from "./explain_result.ts";

/** How the report for people looks. */
export interface TextStyle {
  /** Whether the transcript is shown, too. */
  readonly verbose: boolean;
  readonly language: Language;
  /** Fits a sentence into the reader's lines. */
  fit(sentence: string): string;
  /** Colours a word by its outcome; the word itself where there are no colours. */
  colorize(word: string, outcome: RuleOutcome): string;
}

/** The first line. */
export function textHead(report: Omit<Report, "results">): string {
  return `netlab check ${report.service}: ${hexControls(report.subject)} (${
    inLanguage(TEXTS.seed, report.language)
  } ${report.seed})\n`;
}

/** What the program is, if that was found out: the line after the first. */
export function textNature(nature: Nature, { fit, language }: TextStyle): string {
  return `${fit(`  ${inLanguage(natureText(nature), language)}`)}\n`;
}

/**
 * One result: a line, and below it the explanation.
 *
 * @param before the result in front of it: the reason why rules are skipped is not repeated.
 */
export function textResult(result: Result, style: TextStyle, before?: Result): string {
  const { outcome, rule } = result;
  const word = outcomeWord(outcome, style.language);
  const id = rule.id.padEnd(22);
  // A title of several lines goes on below its beginning.
  const title = style.fit(" ".repeat(word.length + id.length + 6) + hexControls(rule.title, "\n"))
    .trimStart();
  const first = `  ${style.colorize(word, outcome)}  ${id}  ${title}`;
  const again = outcome === "skipped" && before?.outcome === outcome && before.because === result.because;
  const more = again ? [] : explainResult(result, style.language);
  const all = style.verbose && result.failure === undefined
    ? [...more, ...transcriptLines(result, style.language)]
    : more;
  // Lines indented further are a transcript or the program's own words: shown as they came.
  const fitted = all.map((line) => line.startsWith("  ") ? INDENT + line : style.fit(INDENT + line));
  return [first, ...fitted].join("\n") + "\n";
}

/** The last lines: the count and, after failures, how to see them again. */
export function textEnd(report: Report): string {
  const { results, language } = report;
  const [passed, failed, notes, same, skipped] = OUTCOMES.map((outcome) =>
    countOutcomes(results, outcome)
  ) as [number, number, number, number, number];
  const counted = inLanguage(total(passed, failed, notes, same, skipped), language);
  const command = againFailed(report);
  return `${counted}\n${command === undefined ? "" : `${inLanguage(TEXTS.again, language)} ${command}\n`}`;
}

const INDENT = " ".repeat(10);

/** The outcome's word, as wide as the widest of its language. */
function outcomeWord(outcome: RuleOutcome, language: Language): string {
  const width = Math.max(...Object.values(OUTCOME_WORDS).map((word) => word[language].length));
  return OUTCOME_WORDS[outcome][language].padEnd(width);
}
