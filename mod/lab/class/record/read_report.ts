import { createHash } from "node:crypto";
import { msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { replaceUnsafe } from "../../../io/visible_text.ts";
import type { Attempt, Mistake, Words } from "./attempt.ts";
import { readShape, type Shaped } from "./json_shape.ts";
import { REPORT } from "./report_shape.ts";

/*
A report comes from a student's machine and may say anything. The types of its fields are looked at; what is shown of
it to others is taken out here, counted anew, shortened, and freed of what is not text; the rest is kept as it came,
for the one who looks at it.
*/

/** The most results of a report. */
const MOST_RESULTS = 300;
/** The most mistakes that are kept of one. */
const MOST_MISTAKES = 30;
/** The longest sentence, characters. */
const LONGEST = 400;
const ID = /^[a-z][\w.-]{0,79}$/;
const OUTCOMES = ["passed", "failed", "note", "same", "skipped"];

/** A report of `netlab check`, and what it says. */
export interface ReadReport {
  readonly attempt: Attempt;
  /** The report itself, as JSON. */
  readonly json: string;
}

/**
 * Reads what a student's machine has sent.
 *
 * @param value parsed JSON
 * @param at when it came, milliseconds since 1970
 * @throws {MessageError} when it is not the report of a check, or a field of it has another type
 */
export function readClassReport(value: unknown, at: number): ReadReport {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw noReport();
  const report = readShape(value, REPORT, "report");
  const { netlab, service, results: all = [] } = report;
  if (netlab !== "check/1" || !isId(service)) throw noReport();
  if (all.length === 0 || all.length > MOST_RESULTS) throw noReport();
  const results = all.map(resultOf);
  const deciding = results.filter(({ must, outcome, derived }) => must && (outcome !== "skipped" || derived));
  const kept = ({ outcome }: CheckedResult) => outcome === "passed" || outcome === "note";
  const broken = deciding.findIndex((result) => !kept(result));
  const attempt: Attempt = {
    exercise: service,
    at,
    passed: deciding.filter(kept).length,
    total: deciding.length,
    stage: broken === -1 ? deciding.length : broken,
    partial: report.partial === true,
    mistakes: results.filter(({ outcome }) => outcome === "failed").slice(0, MOST_MISTAKES).map(mistakeOf),
  };
  return { attempt, json: JSON.stringify(report) };
}

interface CheckedResult {
  readonly id: string;
  readonly outcome: string;
  readonly must: boolean;
  /** Whether it was not tried because another one is broken. */
  readonly derived: boolean;
  readonly symptom: string;
  readonly certain: boolean;
  readonly title: Words;
  readonly cause: Words;
  /** The cause, whatever language the program is written in. */
  readonly general: string;
}

type SentResult = NonNullable<Shaped<typeof REPORT>["results"]>[number];

function resultOf({ id, outcome = "", words, ...result }: SentResult): CheckedResult {
  if (!isId(id) || !OUTCOMES.includes(outcome)) throw noReport();
  return {
    id,
    outcome,
    must: result.severity !== "should",
    derived: result.needs !== undefined,
    symptom: shortText(result.symptom),
    certain: result.cause !== undefined,
    title: wordsOf(words?.title, result.title),
    cause: wordsOf(words?.cause, result.cause ?? result.seen),
    general: shortText(words?.general ?? result.cause),
  };
}

/** The same mistake has the same words, whatever numbers and names are in them. */
function mistakeOf({ id, symptom, certain, title, cause, general }: CheckedResult): Mistake {
  const what = certain && general !== ""
    ? general.replace(/"[^"]*"|'[^']*'|“[^”]*”/g, '"').replace(/\d+(\.\d+)?/g, "0")
    : `${id} ${symptom}`;
  const key = createHash("sha256").update(what).digest("hex").slice(0, 12);
  return { key, rule: id, title, cause };
}

function wordsOf(both: Partial<Words> | undefined, one: string | undefined): Words {
  const alone = shortText(one);
  return { en: shortText(both?.en) || alone, fr: shortText(both?.fr) || alone };
}

function shortText(value = ""): string {
  const text = replaceUnsafe(value.slice(0, LONGEST).toWellFormed(), " ").replace(/\s+/g, " ");
  return value.length > LONGEST ? `${text}…` : text;
}

function isId(value: string | undefined): value is string {
  return value !== undefined && ID.test(value);
}

function noReport(): MessageError {
  return new MessageError(msg`this is not a report of netlab check`);
}
