import { escapeJson, hexControls } from "../../io/visible_text.ts";
import type { Language } from "../../i18n/text.ts";
import type { Report, Result } from "./report.ts";
import { explainResult, received } from "./explain_result.ts";

/**
 * The report in the Test Anything Protocol, version 14 (testanything.org). A result that is worth a
 * note and does not fail the check is a `TODO`, which consumers show without failing.
 */
export function tapReport(report: Report): string {
  const lines = report.results.flatMap((
    result,
    index,
  ) => [testPoint(result, index + 1), ...diagnostics(result, report.language)]);
  return ["TAP version 14", `1..${report.results.length}`, `# seed ${report.seed}`, ...lines, ""].join("\n");
}

function testPoint({ outcome, rule, because, notes }: Result, number: number): string {
  const untold = outcome === "skipped" || outcome === "same";
  const ok = outcome === "passed" || untold ? "ok" : "not ok";
  const directive = untold
    ? ` # SKIP ${escaped(because ?? "")}`
    : outcome === "note"
    ? ` # TODO ${escaped(notes[0] ?? because ?? "")}`
    : "";
  return `${ok} ${number} - ${escaped(`${rule.id} ${rule.title}`)}${directive}`;
}

function diagnostics(result: Result, language: Language): string[] {
  const { failure, rule, because } = result;
  if (failure === undefined) return [];
  const fields = {
    severity: rule.severity,
    outcome: result.outcome,
    rule: `${rule.rule} (${rule.source})`,
    expected: failure.expected,
    received: received(failure, language),
    ...(result.certain === true ? { cause: because ?? "" } : { seen: because ?? "" }),
  };
  return [
    "  ---",
    ...Object.entries(fields).map(([name, value]) => `  ${name}: ${escapeJson(JSON.stringify(value))}`),
    "  transcript: |",
    ...explainResult(result, language).map((line) => `    ${line}`),
    "  ...",
  ];
}

/** `#` would begin a directive, and a backslash an escape. */
function escaped(text: string): string {
  return hexControls(text, "\n").replace(/[\\#]/g, "\\$&").replaceAll("\n", " ");
}
