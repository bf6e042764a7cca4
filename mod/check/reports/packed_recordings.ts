import type { Report } from "./report.ts";
import { recordingText } from "./recording_text.ts";

/** A recording for a class. */
export interface PackedRecording {
  readonly rule: string;
  /** Compressed, in base64. */
  readonly gzip: string;
}

/** The most bytes that all recordings of a report have, compressed, and those that each has before that. */
const MOST_PACKED = 768 * 1024;
const MOST_TEXT = 8 << 20;

/**
 * The recordings of a report, as small as a class wants them: one that would be too large is cut at its end, which says
 * so.
 */
export async function packedRecordings({ results }: Report): Promise<PackedRecording[]> {
  const packed: PackedRecording[] = [];
  let room = MOST_PACKED;
  for (const { rule, recording } of results) {
    if (recording === undefined) continue;
    for (let most = MOST_TEXT; most >= SMALLEST; most /= 4) {
      const bytes = await gzip(recordingText(recording, most));
      if (bytes.length > room) continue;
      room -= bytes.length;
      packed.push({ rule: rule.id, gzip: bytes.toBase64() });
      break;
    }
  }
  return packed;
}

/** Bytes of text that are no recording worth looking at any more. */
const SMALLEST = 16 * 1024;

async function gzip(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
