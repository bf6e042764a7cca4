import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { readReport, summaryCsv, summaryTable } from "../../../mod/check/reports/summary.ts";

const report = (outcome: string) =>
  readReport(JSON.stringify({
    netlab: "check/1",
    service: "echo",
    passed: outcome === "passed" ? 1 : 0,
    failed: outcome === "failed" ? 1 : 0,
    notes: 0,
    skipped: 0,
    seed: 1,
    results: [{ id: "echo.upper", outcome }],
  }));

Deno.test("summaryTable() counts who breaks which rule", () => {
  const table = summaryTable([{ student: "A", report: report("failed") }, {
    student: "B",
    report: report("passed"),
  }], "en");
  assertStringIncludes(table, "echo.upper   1 of 2");
});

Deno.test("summaryTable() counts what a broken rule kept from being tried, and nothing else that was skipped", () => {
  const results = [
    { id: "a", outcome: "failed" },
    { id: "b", outcome: "skipped", needs: "a" },
    { id: "c", outcome: "skipped" },
    { id: "d", outcome: "passed" },
  ];
  const json = JSON.stringify({
    netlab: "check/1",
    service: "echo",
    passed: 1,
    failed: 1,
    notes: 0,
    skipped: 2,
    seed: 1,
    results,
  });
  assertStringIncludes(summaryTable([{ student: "A", report: readReport(json) }], "en"), " 1/3 ");
});

Deno.test("summaryCsv() quotes, and lets no name be a formula", () => {
  const csv = summaryCsv([{ student: '=1+1,"x"', report: report("passed") }]);
  assertEquals(csv.split("\r\n")[1], `"'=1+1,""x""",echo,1,0,0,0,1,passed`);
});

Deno.test("readReport() refuses what is no report", () => {
  assertThrows(() => readReport("{}"), Error, "not a report");
  assertThrows(() => readReport("x"), Error, "not JSON");
});
