import { escapeJson } from "../../io/visible_text.ts";
import { inLanguage } from "../../i18n/in_language.ts";
import type { Language } from "../../i18n/text.ts";
import { natureText } from "../texts/nature_texts.ts";
import { again, againFailed, countOutcomes, type Report, type Result, type RuleOutcome } from "./report.ts";
import type { Severity } from "../rule.ts";
import { received, transcriptLines } from "./explain_result.ts";

/** A report as JSON, as `netlab check summary` reads it. */
export interface JsonReport {
  /** The name and version of this format. */
  readonly netlab: "check/1";
  readonly service: string;
  readonly subject: string;
  readonly student?: string;
  readonly seed: number;
  /** The command that repeats the check as it was. */
  readonly again: string;
  /** The command that tries again what has failed, and nothing else. */
  readonly againFailed?: string;
  readonly began: string;
  readonly passed: number;
  readonly failed: number;
  readonly notes: number;
  /** How many rules break with a cause that is told at another one. */
  readonly same?: number;
  readonly skipped: number;
  /** What the program is, in a sentence, where that was found out. */
  readonly nature?: string;
  readonly results: readonly JsonResult[];
}

/** One result of a {@linkcode JsonReport}. */
export interface JsonResult {
  readonly id: string;
  readonly title: string;
  readonly outcome: RuleOutcome;
  readonly severity: Severity;
  readonly rule: string;
  readonly source: string;
  readonly seconds: number;
  readonly symptom?: string;
  readonly expected?: string;
  readonly received?: string;
  readonly receivedBase64?: string;
  /** What a sign tells about the cause, or why the rule was not tried. */
  readonly cause?: string;
  /** What was seen, where no sign tells the cause. */
  readonly seen?: string;
  /** What the program did, by its own system calls, where these were seen. */
  readonly calls?: string;
  /** The file of the recording of these calls, which `netlab lab watch --open` shows. */
  readonly recording?: string;
  readonly said?: string;
  readonly needs?: string;
  readonly notes?: readonly string[];
  readonly transcript?: readonly string[];
}

/** The report as one JSON object. */
export function jsonReport(report: Report): string {
  return `${escapeJson(JSON.stringify(reportData(report), null, 2))}\n`;
}

/** What stands in it. */
export function reportData(report: Report): JsonReport {
  const { results, began, student, service, subject, seed } = report;
  const failed = againFailed(report);
  return {
    netlab: "check/1",
    service,
    subject,
    ...(student === undefined ? {} : { student }),
    seed,
    again: again(report),
    ...(failed === undefined ? {} : { againFailed: failed }),
    began: began.toISOString(),
    passed: countOutcomes(results, "passed"),
    failed: countOutcomes(results, "failed"),
    notes: countOutcomes(results, "note"),
    same: countOutcomes(results, "same"),
    skipped: countOutcomes(results, "skipped"),
    ...(report.nature === undefined
      ? {}
      : { nature: inLanguage(natureText(report.nature), report.language) }),
    results: results.map((result) => jsonResult(result, report.language)),
  };
}

function jsonResult(result: Result, language: Language): JsonResult {
  const { rule, failure, notes, because, needs } = result;
  return {
    id: rule.id,
    title: rule.title,
    outcome: result.outcome,
    severity: rule.severity,
    rule: rule.rule,
    source: rule.source,
    seconds: Math.round(result.time) / 1000,
    ...(because === undefined
      ? {}
      : failure !== undefined && result.certain !== true
      ? { seen: because }
      : { cause: because }),
    ...(needs === undefined ? {} : { needs }),
    ...(notes.length === 0 ? {} : { notes }),
    ...(failure === undefined ? {} : {
      symptom: failure.symptom,
      expected: failure.expected,
      received: received(failure, language),
      receivedBase64: failure.received.slice(0, 4096).toBase64(),
      ...(result.calls === undefined ? {} : { calls: result.calls }),
      ...(result.recording?.file === undefined ? {} : { recording: result.recording.file }),
      ...(failure.said === "" ? {} : { said: failure.said.slice(-2000) }),
      transcript: transcriptLines(result, language, 200),
    }),
  };
}
