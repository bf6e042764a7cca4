import { assertEquals, assertThrows } from "@std/assert";
import { readClassReport } from "../../../mod/lab/class/record/read_report.ts";
import { reportOf } from "./class_report.ts";

Deno.test("a report is counted anew, whatever it says about itself", () => {
  const forged = { ...reportOf(2, "it sends nothing"), passed: 99, failed: 0 };
  const { attempt } = readClassReport(forged, 5);
  assertEquals([attempt.passed, attempt.total, attempt.stage, attempt.at], [2, 3, 2, 5]);
});

Deno.test("a rule that was not tried because of a broken one is not kept; one that was not asked for does not count", () => {
  const report = reportOf(1, "x");
  const results = report["results"] as object[];
  const skipped = { ...results[0]!, id: "echo.later", outcome: "skipped" };
  const counted = readClassReport({
    ...report,
    results: [...results, { ...skipped, needs: "echo.broken_0" }],
  }, 0);
  assertEquals(counted.attempt.total, 3);
  assertEquals(readClassReport({ ...report, results: [...results, skipped] }, 0).attempt.total, 2);
});

Deno.test("the same mistake has the same key, whatever numbers and texts are in it", () => {
  const key = (cause: string) => readClassReport(reportOf(0, cause), 0).attempt.mistakes[0]!.key;
  assertEquals(key('after 3 lines "abc" was lost'), key('after 12 lines "x" was lost'));
  assertEquals(key("a") === key("b"), false);
});

Deno.test("the mistakes of a report carry no control characters and no marks of direction, and are short", () => {
  const [mistake] = readClassReport(reportOf(0, `a\x1b[2J\u202e\n${"x".repeat(5000)}`), 0).attempt.mistakes;
  // deno-lint-ignore no-control-regex -- these are what must not be there
  assertEquals(/[\x00-\x1f\u202e]/.test(mistake!.cause.en), false);
  assertEquals(mistake!.cause.en.length <= 401, true);
});

Deno.test("what is no report is refused", () => {
  const wrong = [
    null,
    1,
    "x",
    [],
    {},
    { netlab: "check/1", service: "echo" },
    { ...reportOf(1), netlab: "check/2" },
    { ...reportOf(1), service: "../echo" },
    { ...reportOf(1), results: [] },
    { ...reportOf(1), results: [{ id: "echo.x", outcome: "brilliant" }] },
    { ...reportOf(1), results: [{ id: "x y", outcome: "passed" }] },
    reportOf(301),
  ];
  for (const value of wrong) assertThrows(() => readClassReport(value, 0), Error, "not a report");
});
