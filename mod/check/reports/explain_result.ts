import { escapeControls, hexControls } from "../../io/visible_text.ts";
import { inLanguage } from "../../i18n/in_language.ts";
import type { Language, Text } from "../../i18n/text.ts";
import type { LocalizedFailure, Result } from "./report.ts";
import { REPORT_TEXTS as TEXTS, SYMPTOMS, TRANSCRIPT_EVENTS } from "../texts/report_texts.ts";
import type { TranscriptEvent } from "../probes/transcript.ts";
import { visibleBytes } from "./visible_bytes.ts";

/**
 * Everything known about a result, line by line, for people. Empty for one that passed without
 * remarks.
 */
export function explainResult(result: Result, language: Language): string[] {
  return explanation(result, language).map((line) => hexControls(line, "\n"));
}

function explanation(result: Result, language: Language): string[] {
  const told = (text: Text) => inLanguage(text, language);
  const { failure, because, notes, rule } = result;
  if (result.outcome === "skipped") return [because ?? ""];
  if (failure === undefined) return notes.map((note) => `${told(TEXTS.note)} ${note}`);
  const happened = transcriptLines(result, language).map((line) => `  ${line}`);
  return [
    `${told(TEXTS.rule(rule.source))} ${rule.rule}`,
    `${told(TEXTS.expected)} ${failure.expected}`,
    `${told(TEXTS.received)} ${received(failure, language)}`,
    ...lastWords(failure.said, told(TEXTS.said)),
    `${told(TEXTS.cause)} ${because}`,
    ...(happened.length === 0 ? [] : [told(TEXTS.happened), ...happened]),
  ];
}

/** The answer, and how it ended, in one line. */
export function received(failure: LocalizedFailure, language: Language): string {
  if (failure.why !== undefined) return failure.why;
  const told = (text: Text) => inLanguage(text, language);
  const inAll = (size: number) => ` ${told(TEXTS.sizeInAll(size))}`;
  const bytes = failure.received.length === 0 && failure.symptom !== "different"
    ? told(TEXTS.nothing)
    : visibleBytes(failure.received, undefined, inAll);
  const how = told(SYMPTOMS[failure.symptom]);
  return how === "" ? bytes : told({ en: `${bytes}; ${how}`, fr: `${bytes} ; ${how}` });
}

/** The events on the connections, a line each. */
export function transcriptLines({ transcript }: Result, language: Language, most = 40): string[] {
  const lines = transcript.events.map((event) => happeningLine(event, language));
  const omitted = Math.max(lines.length - most, 0) + transcript.omitted;
  const end = omitted > 0 ? [inLanguage(TEXTS.omitted(omitted), language)] : [];
  return [...lines.slice(0, most), ...end];
}

function happeningLine({ at, conn, what, bytes, size }: TranscriptEvent, language: Language): string {
  const told = (text: Text) => inLanguage(text, language);
  const time = `${(at / 1000).toFixed(3)} s`.padStart(9);
  const data = bytes === undefined
    ? ""
    : ` ${visibleBytes(bytes)}${size! > bytes.length ? ` ${told(TEXTS.size(size!))}` : ""}`;
  return `${time}  #${conn} ${told(TRANSCRIPT_EVENTS[what])}${data}`;
}

/** The end of a traceback, or of any other text on standard error. */
function lastWords(said: string, head: string): string[] {
  const lines = said.trimEnd().split("\n").filter((line) => line.trim() !== "").slice(-3);
  return lines.length === 0 ? [] : [head, ...lines.map((line) => `  ${escapeControls(line)}`)];
}
