import { escapeJson } from "../../io/visible_text.ts";
import type { Language } from "../../i18n/text.ts";
import { countOutcomes, type Report, type Result } from "./report.ts";
import { received, transcriptLines } from "./explain_result.ts";

/** A report as JSON, as `netlab check summary` reads it. */
export interface JsonReport {
  /** The name and version of this format. */
  readonly netlab: "check/1";
  readonly service: string;
  readonly subject: string;
  readonly student?: string;
  readonly seed: number;
  readonly again: string;
  readonly began: string;
  readonly passed: number;
  readonly failed: number;
  readonly concerns: number;
  readonly skipped: number;
  readonly results: readonly JsonResult[];
}

/** One result of a {@linkcode JsonReport}. */
export interface JsonResult {
  readonly id: string;
  readonly title: string;
  readonly outcome: string;
  readonly severity: string;
  readonly rule: string;
  readonly source: string;
  readonly seconds: number;
  readonly symptom?: string;
  readonly expected?: string;
  readonly received?: string;
  readonly receivedBase64?: string;
  readonly cause?: string;
  readonly said?: string;
  readonly needs?: string;
  readonly notes?: readonly string[];
  readonly transcript?: readonly string[];
}

/** The report as one JSON object. */
export function jsonReport(report: Report): string {
  const { results, began, student, service, subject, seed, again } = report;
  const json: JsonReport = {
    netlab: "check/1",
    service,
    subject,
    ...(student === undefined ? {} : { student }),
    seed,
    again,
    began: began.toISOString(),
    passed: countOutcomes(results, "passed"),
    failed: countOutcomes(results, "failed"),
    concerns: countOutcomes(results, "concern"),
    skipped: countOutcomes(results, "skipped"),
    results: results.map((result) => jsonResult(result, report.language)),
  };
  return `${escapeJson(JSON.stringify(json, null, 2))}\n`;
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
    ...(because === undefined ? {} : { cause: because }),
    ...(needs === undefined ? {} : { needs }),
    ...(notes.length === 0 ? {} : { notes }),
    ...(failure === undefined ? {} : {
      symptom: failure.symptom,
      expected: failure.expected,
      received: received(failure, language),
      receivedBase64: failure.received.slice(0, 4096).toBase64(),
      ...(failure.said === "" ? {} : { said: failure.said.slice(-2000) }),
      transcript: transcriptLines(result, language, 200),
    }),
  };
}
