/** A report as `netlab check` would send it: `passed` rules, then those that fail with these causes. */
export function reportOf(passed: number, ...causes: string[]): Record<string, unknown> {
  const rule = (id: string, more: object) => ({
    id,
    title: id,
    severity: "must",
    rule: "",
    source: "",
    seconds: 0,
    ...more,
  });
  return {
    netlab: "check/1",
    service: "echo",
    partial: false,
    results: [
      ...Array.from({ length: passed }, (_, at) => rule(`echo.rule_${at}`, { outcome: "passed" })),
      ...causes.map((cause, at) =>
        rule(`echo.broken_${at}`, {
          outcome: "failed",
          symptom: "silence",
          cause,
          rule: "A request is a line",
          expected: "BONJOUR",
          received: "nothing",
          transcript: ["0.000 s #1 sent"],
        })
      ),
    ],
  };
}
