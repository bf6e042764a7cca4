import { csvText } from "../../io/csv_text.ts";
import { escapeXml } from "../../io/escape_xml.ts";
import { escapeJson, hexControls } from "../../io/visible_text.ts";
import { inLanguage } from "../../i18n/in_language.ts";
import type { Language, Text } from "../../i18n/text.ts";
import { junitProperties } from "../reports/junit_report.ts";
import { ALL_TEXTS } from "../texts/all_texts.ts";
import type { CheckedProgram } from "./check_all.ts";

/** How the checks of many programs are told. */
export type AllFormat = "text" | "csv" | "json" | "junit";

/** The checks of many programs, as a text. */
export function allReport(
  checked: readonly CheckedProgram[],
  format: AllFormat,
  { service, language, jailed }: { service: string; language: Language; jailed: boolean },
): string {
  const told = (text: Text) => inLanguage(text, language);
  if (format === "csv") return csvText([CSV_HEAD, ...checked.map((each) => csvRow(each, language))]);
  if (format === "json") {
    return `${
      escapeJson(JSON.stringify({ netlab: "check-all/1", service, jailed, programs: checked }, null, 2))
    }\n`;
  }
  if (format === "junit") return junit(checked, service, language);
  const { name, file, kept, first } = ALL_TEXTS;
  const rows = checked.map((each) => [each.name, each.file, keptOf(each), firstOf(each, language)]);
  return aligned([[name, file, kept, first].map(told), ...rows]).map((line) => `${line}\n`).join("");
}

const CSV_HEAD = ["student", "file", "passed", "rules", "stage", "first broken", "cause", "problem"];

function csvRow(each: CheckedProgram, language: Language): (string | number)[] {
  const { name, file, attempt, problem = "" } = each;
  if (attempt === undefined) return [name, file, 0, "", "", "", "", problemText(problem, language)];
  const { passed, total, stage, mistakes } = attempt;
  const cause = mistakes[0]?.cause[language] ?? "";
  return [name, file, passed, total, stage, mistakes[0]?.rule ?? "", cause, ""];
}

function keptOf({ attempt }: CheckedProgram): string {
  return attempt === undefined ? "-" : `${attempt.passed}/${attempt.total}`;
}

function firstOf({ attempt, problem = "" }: CheckedProgram, language: Language): string {
  if (attempt === undefined) return problemText(problem, language);
  const [first] = attempt.mistakes;
  if (first === undefined) return "";
  return `${first.rule}: ${first.cause[language] || first.title[language]}`;
}

function problemText(problem: string, language: Language): string {
  return problem === "time" ? inLanguage(ALL_TEXTS.late, language) : problem;
}

function junit(checked: readonly CheckedProgram[], service: string, language: Language): string {
  const suites = checked.map(({ name, file, report, problem = "" }) => {
    const results = report?.results ?? [];
    const cases = report === undefined
      ? [testCase(name, file, `<error message="${escapeXml(problemText(problem, language))}"/>`)]
      : results.map(({ id, title, outcome, severity, cause, seen }) => {
        const message = escapeXml(cause ?? seen ?? "");
        const what = outcome === "failed"
          ? `<failure message="${message}" type="${escapeXml(id)}"/>`
          : outcome === "skipped" || outcome === "same"
          ? `<skipped message="${message}"/>`
          : "";
        const inside = junitProperties({ severity, outcome }) + what;
        return testCase(name, `${id}: ${title}`, inside);
      });
    const failures = results.filter(({ outcome }) => outcome === "failed").length;
    const counts = `tests="${cases.length}" failures="${failures}" errors="${report === undefined ? 1 : 0}"`;
    return `<testsuite name="${escapeXml(`netlab check ${service}: ${name}`)}" ${counts}>\n${
      cases.join("\n")
    }\n</testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join("\n")}\n</testsuites>\n`;
}

function testCase(student: string, name: string, inside: string): string {
  return `  <testcase classname="${escapeXml(student)}" name="${escapeXml(name)}">${inside}</testcase>`;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const safe = rows.map((row) => row.map((cell) => hexControls(cell)));
  const widths = safe[0]!.map((_, column) => Math.max(...safe.map((row) => row[column]!.length)));
  return safe.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ").trimEnd());
}
