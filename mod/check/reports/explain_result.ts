import { escapeControls, hexControls } from "../../io/visible_text.ts";
import { inLanguage } from "../../i18n/in_language.ts";
import type { Language, Text } from "../../i18n/text.ts";
import type { LocalizedFailure, Result } from "./report.ts";
import { lastWords } from "./last_words.ts";
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
  if (result.outcome === "skipped" || result.outcome === "same") return [because ?? ""];
  if (failure === undefined) return notes.map((note) => `${told(TEXTS.note)} ${note}`);
  const happened = transcriptLines(result, language).map((line) => `  ${line}`);
  return [
    `${told(TEXTS.rule(rule.source))} ${rule.rule}`,
    `${told(TEXTS.expected)} ${failure.expected}`,
    `${told(TEXTS.received)} ${received(failure, language)}`,
    ...itsWords(failure.said, told(TEXTS.said)),
    `${told(result.certain === true ? TEXTS.cause : TEXTS.unexplained)} ${because}`,
    ...(result.calls === undefined ? [] : [`${told(TEXTS.calls)} ${result.calls}`]),
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
  const lines = collapsed(transcript.events).map((each) =>
    Array.isArray(each) ? repeatedLine(each, language) : happeningLine(each, language)
  );
  const omitted = Math.max(lines.length - most, 0) + transcript.omitted;
  const end = omitted > 0 ? [inLanguage(TEXTS.omitted(omitted), language)] : [];
  return [...lines.slice(0, most), ...end];
}

/** The events, with long runs of the same kind on one connection in one piece after the first few. */
function collapsed(events: readonly TranscriptEvent[]): (TranscriptEvent | TranscriptEvent[])[] {
  const shown: (TranscriptEvent | TranscriptEvent[])[] = [];
  for (let index = 0; index < events.length;) {
    const { what, conn } = events[index]!;
    let end = index;
    while (events[end]?.what === what && events[end]?.conn === conn) end++;
    const all = events.slice(index, end);
    const most = all.every(({ size = 0 }) => size <= FEW_BYTES) ? MOST_SHORT : MOST_LONG;
    shown.push(...all.length > most ? [...all.slice(0, most - 1), all.slice(most - 1)] : all);
    index = end;
  }
  return shown;
}

/** A line that is typed slowly comes in as many pieces of a few bytes; of longer ones a few tell enough. */
const MOST_SHORT = 12;
const MOST_LONG = 4;
const FEW_BYTES = 4;

function repeatedLine(events: readonly TranscriptEvent[], language: Language): string {
  const [{ at, conn, what }] = events as [TranscriptEvent];
  const told = (text: Text) => inLanguage(text, language);
  const bytes = events.reduce((sum, { size = 0 }) => sum + size, 0);
  const time = `${(at / 1000).toFixed(3)} s`.padStart(9);
  return `${time}  ${whose(conn)}${told(TRANSCRIPT_EVENTS[what])} ${told(TEXTS.more(events.length, bytes))}`;
}

function happeningLine(event: TranscriptEvent, language: Language): string {
  const { at, conn, what, bytes } = event;
  const told = (text: Text) => inLanguage(text, language);
  const time = `${(at / 1000).toFixed(3)} s`.padStart(9);
  const data = bytes === undefined
    ? ""
    : ` ${happened(bytes, event, (size) => ` ${told(TEXTS.size(size))}`)}`;
  return `${time}  ${whose(conn)}${told(TRANSCRIPT_EVENTS[what])}${data}`;
}

function happened(
  bytes: Uint8Array,
  { tail: end = bytes, size = bytes.length }: TranscriptEvent,
  inAll: (size: number) => string,
): string {
  return visibleBytes(bytes, undefined, inAll, { end, size });
}

/** The number of the connection; what is typed and shown belongs to none. */
function whose(conn: number): string {
  return conn === 0 ? "" : `#${conn} `;
}

/** The end of what it said on standard error. */
function itsWords(said: string, head: string): string[] {
  const lines = lastWords(said);
  return lines.length === 0 ? [] : [head, ...lines.map((line) => `  ${escapeControls(line)}`)];
}
