import type { ClassStore } from "../store/class_store.ts";
import type { ReportEntry, Student } from "../store/student.ts";

/** What helps with the first mistake of a report, a step after the other; each may be empty. */
export interface Hints {
  /** What the sheet asks for. */
  readonly rule: string;
  readonly source: string;
  readonly expected: string;
  readonly received: string;
  /** What usually causes it. */
  readonly cause: string;
  readonly said: string;
  /** What was sent and received, a line each. */
  readonly transcript: readonly string[];
}

/** The hints out of the reports of a class, each read once: a page asks for them again and again. */
export class HintReader {
  readonly #store: ClassStore;
  readonly #read = new WeakMap<ReportEntry, Hints | "none">();

  constructor(store: ClassStore) {
    this.#store = store;
  }

  /** Those of a student's last report about each exercise whose last report has a mistake. */
  of(student: Student): Readonly<Record<string, Hints>> {
    const last = new Map(
      student.reports.filter(({ partial }) => !partial).map((each) => [each.exercise, each]),
    );
    const found: Record<string, Hints> = {};
    for (const [exercise, report] of last) {
      const hints = this.#read.get(report) ?? hintsIn(this.#store.report(report.id)?.json ?? "{}") ?? "none";
      this.#read.set(report, hints);
      if (hints !== "none") found[exercise] = hints;
    }
    return found;
  }
}

function hintsIn(json: string): Hints | undefined {
  const { results = [] } = JSON.parse(json) as { results?: Record<string, unknown>[] };
  const failed = results.find(({ outcome }) => outcome === "failed");
  if (failed === undefined) return undefined;
  const text = (value: unknown) => typeof value === "string" ? value.slice(0, 4000) : "";
  const { rule, source, expected, received, cause, seen, said, transcript } = failed;
  return {
    rule: text(rule),
    source: text(source),
    expected: text(expected),
    received: text(received),
    cause: text(cause) || text(seen),
    said: text(said),
    transcript: Array.isArray(transcript) ? transcript.slice(0, 200).map(text) : [],
  };
}
