import type { Shaped } from "./json_shape.ts";
import type { SENT_REPORT } from "./report_shape.ts";

/*
The recordings that come with a report: of a rule that is broken, the program's own calls, as `netlab lab watch` records
them, compressed (gzip). They come from a student's machine and may be anything: here only their number and their size
are looked at, and whoever shows one looks at each of its lines.
*/

/** The recording of a rule. */
export interface RuleRecording {
  readonly rule: string;
  /** Compressed with gzip. */
  readonly bytes: Uint8Array;
}

/** The most recordings of a report, and the most bytes of all together, compressed. */
export const MOST_RECORDINGS = 4;
export const MOST_RECORDING_BYTES = 1024 * 1024;

/**
 * Reads what came with a report.
 *
 * @param sent in base64
 * @returns those that are recordings and fit; what is none is left out: the report counts without it
 */
export function readRecordings(sent: Shaped<typeof SENT_REPORT>["recordings"] = []): RuleRecording[] {
  const found = new Map<string, RuleRecording>();
  let size = 0;
  for (const { rule = "", gzip } of sent.slice(0, MOST_RECORDINGS)) {
    const bytes = ID.test(rule) && gzip !== undefined ? decoded(gzip) : undefined;
    if (bytes === undefined || size + bytes.length > MOST_RECORDING_BYTES) continue;
    size += bytes.length;
    found.set(rule, { rule, bytes });
  }
  return [...found.values()];
}

function decoded(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    return undefined; // no base64
  }
}

/** The id of a rule. */
const ID = /^[a-z][\w.-]{0,79}$/;
