import { createHash } from "node:crypto";
import { msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { replaceUnsafe } from "../../../io/visible_text.ts";
import type { Attempt, Mistake, Words } from "./attempt.ts";

/*
A report comes from a student's machine and may say anything. What is shown of it to others is taken out here, counted
anew, shortened, and freed of what is not text; the rest is kept as it came, for the one who looks at it.
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
 * @throws {MessageError} when it is not the report of a check.
 */
export function readClassReport(value: unknown, at: number): ReadReport {
  const report = record(value);
  if (report?.["netlab"] !== "check/1" || !isId(report["service"])) throw noReport();
  const results = list(report["results"], MOST_RESULTS).map(resultOf);
  if (results.length === 0) throw noReport();
  const deciding = results.filter(({ must, outcome, derived }) => must && (outcome !== "skipped" || derived));
  const kept = ({ outcome }: CheckedResult) => outcome === "passed" || outcome === "note";
  const broken = deciding.findIndex((result) => !kept(result));
  const attempt: Attempt = {
    exercise: report["service"],
    at,
    passed: deciding.filter(kept).length,
    total: deciding.length,
    stage: broken === -1 ? deciding.length : broken,
    partial: report["partial"] === true,
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

function resultOf(value: unknown): CheckedResult {
  const result = record(value);
  const id = result?.["id"];
  const outcome = result?.["outcome"];
  if (result === undefined || !isId(id) || !OUTCOMES.includes(outcome as string)) throw noReport();
  const words = record(result["words"]);
  return {
    id,
    outcome: outcome as string,
    must: result["severity"] !== "should",
    derived: typeof result["needs"] === "string",
    symptom: shortText(result["symptom"]),
    certain: typeof result["cause"] === "string",
    title: wordsOf(words?.["title"], result["title"]),
    cause: wordsOf(words?.["cause"], result["cause"] ?? result["seen"]),
    general: shortText(words?.["general"] ?? result["cause"]),
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

function wordsOf(both: unknown, one: unknown): Words {
  const texts = record(both);
  const alone = shortText(one);
  return { en: shortText(texts?.["en"]) || alone, fr: shortText(texts?.["fr"]) || alone };
}

function shortText(value: unknown): string {
  if (typeof value !== "string") return "";
  const text = replaceUnsafe(value.slice(0, LONGEST).toWellFormed(), " ").replace(/\s+/g, " ");
  return value.length > LONGEST ? `${text}…` : text;
}

function isId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Record<string, unknown>
    : undefined;
}

function list(value: unknown, most: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length > most) throw noReport();
  return value;
}

function noReport(): MessageError {
  return new MessageError(msg`this is not a report of netlab check`);
}
