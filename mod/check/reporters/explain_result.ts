import { escapeControls } from "../../trace/render_event.ts";
import type { Failure } from "../broken.ts";
import type { Result } from "../report.ts";
import { REPORT_TEXTS as TEXTS } from "../texts/report_texts.ts";
import type { Happening } from "../transcript.ts";
import { visibleBytes } from "../visible_bytes.ts";

/** All that is known about a result, line by line, for people. Empty for one that passed without a word. */
export function explainResult(result: Result): string[] {
  const { failure, because, notes, rule } = result;
  if (result.outcome === "skipped") return [because ?? ""];
  if (failure === undefined) return notes.map((note) => `${TEXTS.note}: ${note}`);
  return [
    `${TEXTS.rule} (${rule.source}): ${rule.rule}`,
    `${TEXTS.expected} ${failure.expected}`,
    `${TEXTS.received} ${received(failure)}`,
    ...lastWords(failure.said),
    `${TEXTS.cause}: ${because}`,
    `${TEXTS.happened}:`,
    ...transcriptLines(result).map((line) => `  ${line}`),
  ];
}

/** What came, and how it ended, in one line. */
export function received(failure: Failure): string {
  if (failure.symptom === "refused") return escapeControls(failure.text);
  const bytes = failure.received.length === 0 ? "nothing" : visibleBytes(failure.received);
  const how = TEXTS.symptoms[failure.symptom];
  return how === "" ? bytes : `${bytes}; ${how}`;
}

/** What happened on the connections, a line each. */
export function transcriptLines({ transcript }: Result, most = 40): string[] {
  const lines = transcript.happenings.map(happeningLine);
  const omitted = Math.max(lines.length - most, 0) + transcript.omitted;
  const end = omitted > 0 ? [TEXTS.omitted(omitted)] : [];
  return [...lines.slice(0, most), ...end];
}

function happeningLine({ at, conn, what, bytes, size }: Happening): string {
  const time = `${(at / 1000).toFixed(3)} s`.padStart(9);
  const data = bytes === undefined
    ? ""
    : ` ${visibleBytes(bytes)}${size! > bytes.length ? ` … ${size} bytes` : ""}`;
  return `${time}  #${conn} ${TEXTS.happenings[what]}${data}`;
}

/** The end of a traceback, or of whatever was said on standard error. */
function lastWords(said: string): string[] {
  const lines = said.trimEnd().split("\n").filter((line) => line.trim() !== "").slice(-3);
  return lines.length === 0 ? [] : [`${TEXTS.said}:`, ...lines.map((line) => `  ${escapeControls(line)}`)];
}
