import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { csvText } from "../../io/csv_text.ts";
import { hexControls } from "../../io/visible_text.ts";
import { inLanguage } from "../../i18n/in_language.ts";
import type { Language, Text } from "../../i18n/text.ts";
import type { JsonReport } from "./json_report.ts";
import { SUMMARY_TEXTS } from "../texts/summary_texts.ts";

/**
 * Reads a report that `--out` wrote.
 *
 * @throws {Error} when the text is something else.
 */
export function readReport(text: string): JsonReport {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new MessageError(msg`this is not JSON`);
  }
  const report = value as Partial<JsonReport> | null;
  if (report?.netlab !== "check/1" || !isWhole(report)) {
    throw new MessageError(msg`this is not a report of netlab check`);
  }
  return report as JsonReport;
}

/** Whether it has everything that the tables are made of. */
function isWhole(
  { service, seed, passed, failed, notes, skipped, results }: Partial<JsonReport>,
): boolean {
  return typeof service === "string" && [seed, passed, failed, notes, skipped].every(Number.isFinite) &&
    Array.isArray(results) &&
    results.every((each) => typeof each?.id === "string" && typeof each.outcome === "string");
}

/** Many reports, each with the name of its student. */
export type Class = readonly { readonly student: string; readonly report: JsonReport }[];

/** A table for people: a student a line, then which rules are broken most. */
export function summaryTable(all: Class, language: Language): string {
  const told = (text: Text) => inLanguage(text, language);
  const rows = all.map(({ student, report }) => [
    student,
    report.service,
    `${report.passed}/${report.passed + report.failed + forfeited(report)}`,
    String(report.notes),
    broken(report).slice(0, 4).join(" ") + (broken(report).length > 4 ? " …" : ""),
  ]);
  const { student, service, passed, notes, brokenRules } = SUMMARY_TEXTS;
  const head = [student, service, passed, notes, brokenRules].map(told);
  const lines = [...aligned([head, ...rows]), "", ...mostBroken(all, told)];
  return lines.map((line) => `${line}\n`).join("");
}

/** The same as comma-separated values (RFC 4180): a student a row, a rule a column. */
export function summaryCsv(all: Class): string {
  const rules = [...new Set(all.flatMap(({ report }) => report.results.map(({ id }) => id)))];
  const head = ["student", "service", "passed", "failed", "notes", "skipped", "seed", ...rules];
  const rows = all.map(({ student, report }) => [
    student,
    report.service,
    report.passed,
    report.failed,
    report.notes,
    report.skipped,
    report.seed,
    ...rules.map((rule) => report.results.find(({ id }) => id === rule)?.outcome ?? ""),
  ]);
  return csvText([head, ...rows]);
}

/** How many rules could not be tried because of another one that is broken: they are not kept either. */
function forfeited({ results }: JsonReport): number {
  return results.filter(({ needs }) => needs !== undefined).length;
}

function broken({ results }: JsonReport): string[] {
  return results.filter(({ outcome }) => outcome === "failed").map(({ id }) => id);
}

function mostBroken(all: Class, told: (text: Text) => string): string[] {
  const counts = new Map<string, number>();
  for (const { report } of all) {
    for (const id of broken(report)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  if (counts.size === 0) return [told(SUMMARY_TEXTS.none)];
  const rows = [...counts].sort(([, a], [, b]) => b - a).map((
    [id, count],
  ) => [id, told(SUMMARY_TEXTS.share(count, all.length))]);
  return aligned([[told(SUMMARY_TEXTS.brokenRule), told(SUMMARY_TEXTS.by)], ...rows]);
}

function aligned(rows: string[][]): string[] {
  const safe = rows.map((row) => row.map((cell) => hexControls(cell)));
  const widths = safe[0]!.map((_, column) => Math.max(...safe.map((row) => row[column]!.length)));
  return safe.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ").trimEnd());
}
