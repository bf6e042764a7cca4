import { assertEquals, assertStringIncludes } from "@std/assert";
import { Transcript } from "../../../mod/check/probes/transcript.ts";
import { type JsonReport, jsonReport, reportData } from "../../../mod/check/reports/json_report.ts";
import { junitReport } from "../../../mod/check/reports/junit_report.ts";
import { OUTCOMES, type Report, type Result, type RuleOutcome } from "../../../mod/check/reports/report.ts";
import { readReport, summaryCsv } from "../../../mod/check/reports/summary.ts";
import { tapReport } from "../../../mod/check/reports/tap_report.ts";
import { textEnd } from "../../../mod/check/reports/text_report.ts";
import type { Severity } from "../../../mod/check/rule.ts";
import { readClassReport } from "../../../mod/lab/class/record/read_report.ts";

function result(id: string, outcome: RuleOutcome, severity: Severity = "must"): Result {
  const failure = { symptom: "silence", expected: "1", received: new Uint8Array(), said: "" } as const;
  return {
    rule: { id: `echo.${id}`, severity, title: id, rule: id, source: "RFC 862" },
    outcome,
    time: 1,
    notes: [],
    transcript: new Transcript(),
    because: `because of ${id}`,
    ...(outcome === "failed" || outcome === "note" ? { failure, certain: true } : {}),
  };
}

const REPORT: Report = {
  service: "echo",
  subject: "./server",
  language: "en",
  seed: 7,
  command: "netlab check echo --run './server {port}' --seed 7",
  only: [],
  began: new Date(0),
  results: [
    result("a", "passed"),
    result("b", "failed"),
    result("c", "note", "should"),
    result("d", "same"),
    result("e", "skipped"),
    result("f", "failed"),
  ],
};

Deno.test("all reports have the same words for how much a rule weighs and what came of it", () => {
  const json = JSON.parse(jsonReport(REPORT)) as JsonReport;
  assertEquals(json.results.map(({ outcome }) => outcome), [
    "passed",
    "failed",
    "note",
    "same",
    "skipped",
    "failed",
  ]);
  assertEquals(json.results[2]?.severity, "should");
  const { passed, failed, notes, same, skipped } = json;
  assertEquals({ passed, failed, notes, same, skipped }, {
    passed: 1,
    failed: 2,
    notes: 1,
    same: 1,
    skipped: 1,
  });
  const tap = tapReport(REPORT);
  assertStringIncludes(tap, '  severity: "must"\n  outcome: "failed"\n');
  assertStringIncludes(tap, '  severity: "should"\n  outcome: "note"\n');
  const junit = junitReport(REPORT);
  for (const { rule: { severity }, outcome } of REPORT.results) {
    assertStringIncludes(
      junit,
      `<property name="severity" value="${severity}"/><property name="outcome" value="${outcome}"/>`,
    );
  }
  const rows = summaryCsv([{ student: "Ginette", report: json }]).split(/\r?\n/);
  assertEquals(rows[0]?.split(",").slice(2, 6), ["passed", "failed", "notes", "skipped"]);
  assertStringIncludes(rows[1]!, "passed,failed,note,same,skipped,failed");
});

Deno.test("a class takes every outcome of a report, and counts as the report does", () => {
  assertEquals(new Set(REPORT.results.map(({ outcome }) => outcome)), new Set(OUTCOMES));
  const { passed, total, mistakes } = readClassReport(readReport(jsonReport(REPORT)), 0).attempt;
  assertEquals({ passed, total, mistakes: mistakes.length }, { passed: 1, total: 4, mistakes: 2 });
});

Deno.test("the last line repeats every failure, the JSON the whole check, too", () => {
  const failed = `${REPORT.command} --only echo.b --only echo.f`;
  assertEquals(textEnd(REPORT).split("\n")[1], `Again: ${failed}`);
  const { again, againFailed } = reportData(REPORT);
  assertEquals({ again, againFailed }, { again: REPORT.command, againFailed: failed });
  assertEquals(reportData({ ...REPORT, only: ["b"], results: [] }).again, `${REPORT.command} --only b`);
  assertEquals(reportData({ ...REPORT, results: [] }).againFailed, undefined);
});
