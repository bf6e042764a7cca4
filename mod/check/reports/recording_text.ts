import type { WatchEvent } from "../../lab/watch/watch_event.ts";
import type { SeenCalls } from "../calls/call_recorder.ts";
import { RECORDING_TEXTS } from "../texts/recording_texts.ts";

/**
 * A recording as `netlab lab watch --open` reads it: an event a line.
 *
 * @param most bytes that it may have; what does not fit is left out at its end, which says so.
 */
export function recordingText({ events, omitted }: SeenCalls, most = Infinity): string {
  const lines: string[] = [];
  let size = CUT_ROOM;
  for (const event of events) {
    const line = `${JSON.stringify(event)}\n`;
    size += line.length;
    if (size > most) break;
    lines.push(line);
  }
  const missing = omitted + events.length - lines.length;
  return missing === 0 ? lines.join("") : lines.join("") + cutNote(events[lines.length - 1], missing);
}

/** The last event of a recording that is not whole. */
function cutNote(last: WatchEvent | undefined, missing: number): string {
  const note: WatchEvent = { type: "note", at: last?.at ?? 0, message: RECORDING_TEXTS.cut(missing) };
  return `${JSON.stringify(note)}\n`;
}

/** Bytes for that event. */
const CUT_ROOM = 300;
