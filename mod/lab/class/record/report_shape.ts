import type { Shape } from "./json_shape.ts";

/** A sentence in both languages. */
const WORDS = { en: "string", fr: "string" } as const satisfies Shape;

/** All that a result of a check's report may have. */
const RESULT = {
  id: "string",
  title: "string",
  outcome: "string",
  severity: "string",
  rule: "string",
  source: "string",
  seconds: "number",
  symptom: "string",
  expected: "string",
  received: "string",
  receivedBase64: "string",
  cause: "string",
  seen: "string",
  calls: "string",
  recording: "string",
  said: "string",
  needs: "string",
  notes: ["string"],
  transcript: ["string"],
  words: { title: WORDS, cause: WORDS, general: "string" },
} as const satisfies Shape;

/** All that a check's report may have (`mod/check/reports/class_report.ts`). */
export const REPORT = {
  netlab: "string",
  service: "string",
  subject: "string",
  student: "string",
  seed: "number",
  again: "string",
  againFailed: "string",
  began: "string",
  passed: "number",
  failed: "number",
  notes: "number",
  same: "number",
  skipped: "number",
  nature: "string",
  partial: "boolean",
  results: [RESULT],
} as const satisfies Shape;

/** What a check sends beside its report. */
export const SENT_REPORT = {
  name: "string",
  recordings: [{ rule: "string", gzip: "string" }],
} as const satisfies Shape;

/** What a page sends that takes a name. */
export const CLAIM = { name: "string", key: "string" } as const satisfies Shape;

/** What a class answers to a report, and what it says about itself. */
export const TAKEN = { name: "string", passed: "number", total: "number" } as const satisfies Shape;
export const ABOUT = { netlab: "string", id: "string" } as const satisfies Shape;
