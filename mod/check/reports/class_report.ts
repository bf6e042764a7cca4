import { inLanguage } from "../../i18n/in_language.ts";
import type { Text } from "../../i18n/text.ts";
import { type JsonReport, type JsonResult, reportData } from "./json_report.ts";
import type { Report, Result } from "./report.ts";

/** A report for a class: as `--out` writes it, with the mistakes in both languages. */
export interface ClassReport extends Omit<JsonReport, "results"> {
  /** Whether some rules only were asked for. */
  readonly partial: boolean;
  readonly results: readonly ClassResult[];
}

/** A result in a class's report. */
export interface ClassResult extends JsonResult {
  readonly words?: { readonly title: Text; readonly cause?: Text; readonly general?: string };
}

/** The name under which a class keeps the reports of a service, or of a sheet: `script-bank`. */
export function exerciseOf({ service }: Pick<JsonReport, "service">): string {
  return service.replaceAll(" ", "-");
}

/** The most characters that a class takes of one. */
const MOST = 900_000;

/** The report for a class, without the transcripts where it would be too long with them. */
export function classReport(report: Report, partial: boolean): ClassReport {
  const data = reportData(report);
  const results = data.results.map((each, at) => ({ ...each, ...wordsOf(report.results[at]!) }));
  const whole = { ...data, partial, results };
  if (JSON.stringify(whole).length < MOST) return whole;
  return {
    ...whole,
    results: results.map(({ transcript: _, receivedBase64: __, ...rest }) => rest),
  };
}

function wordsOf({ words, outcome }: Result): Pick<ClassResult, "words"> {
  if (words === undefined || outcome !== "failed") return {};
  const { title, cause, general } = words;
  return {
    words: {
      title: both(title),
      ...(cause === undefined ? {} : { cause: both(cause) }),
      ...(general === undefined ? {} : { general: inLanguage(general, "en") }),
    },
  };
}

function both(text: Text): Text {
  return { en: inLanguage(text, "en"), fr: inLanguage(text, "fr") };
}
