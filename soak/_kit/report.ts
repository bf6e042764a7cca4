import { charges, type Course, left } from "./judge.ts";
import type { Subject } from "./subject.ts";
import type { VitalSigns } from "./vital_signs.ts";

/** Findings that are printed: where one thing is broken, thousands follow. */
const SHOWN = 30;

/** What a run found out. */
export interface Findings {
  readonly seed: number;
  readonly minutes: number;
  /** Whether somebody ended it early. */
  readonly stopped: boolean;
  readonly subjects: readonly { readonly subject: Subject; readonly course: Course }[];
  /** Faults that could not be made to happen here, with the reason. */
  readonly skipped: readonly string[];
}

/** Everything that speaks against netlab. Who had no time to let go of everything is not charged with what is left. */
export function allCharges({ subjects, stopped }: Findings): string[] {
  return subjects.flatMap((
    { subject, course },
  ) => [...charges(subject), ...(stopped ? [] : left(subject, course))]);
}

/** The table and the sentences below it. */
export function report(findings: Findings): string {
  const { subjects, skipped, seed, minutes } = findings;
  const rows = subjects.map(({ subject, course }) => row(subject, course));
  const head = [
    "server",
    "asked",
    "right",
    "excused",
    "lost",
    "wrong",
    "faults",
    "MiB",
    "peak",
    "descr.",
    "threads",
    "children",
  ];
  const kinds = new Map<string, number>();
  for (const { subject } of subjects) {
    for (const [name, count] of subject.faults) kinds.set(name, (kinds.get(name) ?? 0) + count);
  }
  const accused = allCharges(findings);
  return [
    `${minutes} min, seed ${seed}`,
    ...align([head, ...rows, ...(subjects.length > 1 ? [total(findings)] : [])]),
    "",
    `faults: ${[...kinds].sort().map(([name, count]) => `${name} ${count}`).join(", ")}`,
    ...skipped.map((each) => `skipped: ${each}`),
    ...accused.slice(0, SHOWN).map((each) => `FAILED ${each}`),
    ...(accused.length > SHOWN ? [`… and ${accused.length - SHOWN} more (--json has all)`] : []),
    verdict(findings, accused.length),
  ].join("\n");
}

function verdict({ stopped }: Findings, accused: number): string {
  if (accused > 0) return `${accused} findings`;
  if (stopped) return "stopped early: nothing lost, nothing wrong; nobody waited for what is left behind";
  return "nothing lost, nothing wrong, nothing left behind";
}

/** The same for programs. */
export function asJson(findings: Findings): string {
  const { subjects, skipped, seed, minutes } = findings;
  const servers = subjects.map(({ subject, course }) => ({
    server: subject.name,
    loads: Object.fromEntries(subject.ledgers.entries),
    faults: Object.fromEntries(subject.faults),
    ...course,
    peakMib: subject.peakMib,
  }));
  return JSON.stringify({ seed, minutes, servers, skipped, findings: allCharges(findings) }, null, 2);
}

function row(subject: Subject, course: Course): string[] {
  const { peakMib } = subject;
  const change = (key: keyof VitalSigns) => changeOf([course], key);
  return [
    subject.name,
    ...counts(subject).map(String),
    change("residentMib"),
    peakMib === 0 ? "-" : String(Math.round(peakMib)),
    change("descriptors"),
    change("threads"),
    change("children"),
  ];
}

/** Over all servers; their peaks were at different times. */
function total({ subjects }: Findings): string[] {
  const courses = subjects.map(({ course }) => course);
  const all = subjects.map(({ subject }) => counts(subject));
  const sums = all[0]!.map((_, column) => all.reduce((sum, each) => sum + each[column]!, 0));
  const [memory, ...others] = (["residentMib", "descriptors", "threads", "children"] as const).map((key) =>
    changeOf(courses, key)
  );
  return ["all", ...sums.map(String), memory!, "", ...others];
}

/** Questions and their answers, and faults. */
function counts({ ledgers, faults }: Subject): number[] {
  return [
    ledgers.sum((each) => each.asked),
    ledgers.sum((each) => each.right),
    ledgers.sum((each) => each.excused),
    ledgers.sum((each) => each.lost.length),
    ledgers.sum((each) => each.wrong.length),
    [...faults.values()].reduce((sum, count) => sum + count, 0),
  ];
}

function changeOf(courses: readonly Course[], key: keyof VitalSigns): string {
  const known = courses.filter(({ before, after }) => before !== undefined && after !== undefined);
  if (known.length === 0) return "-";
  const sum = (when: "before" | "after") => known.reduce((total, each) => total + each[when]![key], 0);
  return `${Math.round(sum("before"))} -> ${Math.round(sum("after"))}`;
}

function align(rows: readonly string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((each) => each[column]!.length)));
  return rows.map((cells) =>
    cells.map((cell, column) => column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)).join(
      "  ",
    )
  );
}
