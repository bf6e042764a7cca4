import { escapeXml } from "../../io/escape_xml.ts";
import type { JsonResult } from "./json_report.ts";
import { countOutcomes, type Report, type Result } from "./report.ts";
import { explainResult } from "./explain_result.ts";

/** The report as JUnit's XML, which GitLab, Jenkins and others show. */
export function junitReport(report: Report): string {
  const { results, service, began } = report;
  const seconds = results.reduce((sum, { time }) => sum + time, 0) / 1000;
  const attributes = {
    name: `netlab check ${service}`,
    tests: results.length,
    failures: countOutcomes(results, "failed"),
    errors: 0,
    skipped: countOutcomes(results, "skipped") + countOutcomes(results, "same"),
    time: seconds.toFixed(3),
    timestamp: began.toISOString().slice(0, 19),
    hostname: report.student ?? report.subject,
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites><testsuite${list(attributes)}>`,
    "  <properties>",
    `    <property${list({ name: "seed", value: report.seed })}/>`,
    `    <property${list({ name: "subject", value: report.subject })}/>`,
    "  </properties>",
    ...results.map((result) => testCase(result, report)),
    "</testsuite></testsuites>",
    "",
  ].join("\n");
}

function testCase(result: Result, { service, language }: Report): string {
  const { rule, time, outcome, because } = result;
  const open = `  <testcase${
    list({
      classname: `netlab.check.${service}`,
      name: `${rule.id}: ${rule.title}`,
      time: (time / 1000).toFixed(3),
    })
  }>`;
  const text = escapeXml(explainResult(result, language).join("\n"));
  const inside = {
    passed: "",
    failed: `<failure${list({ message: because ?? "", type: rule.id })}>${text}</failure>`,
    same: `<skipped${list({ message: because ?? "" })}/>`,
    skipped: `<skipped${list({ message: because ?? "" })}/>`,
    note: `<system-out>${text}</system-out>`,
  }[outcome];
  return `${open}${junitProperties({ severity: rule.severity, outcome })}${inside}</testcase>`;
}

/** How much a rule weighs and what came of it, in the words of all reports. */
export function junitProperties(facts: Pick<JsonResult, "severity" | "outcome">): string {
  const { severity, outcome } = facts;
  const each = Object.entries({ severity, outcome }).map(([name, value]) =>
    `<property${list({ name, value })}/>`
  );
  return `<properties>${each.join("")}</properties>`;
}

function list(attributes: Record<string, string | number>): string {
  return Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`).join("");
}
