import type { TraceRecord } from "../../trace/diagram/trace_record.ts";
import type { Observation } from "./exercise.ts";

/** The known facts about a participant, for {@linkcode isObserved}. */
export interface ParticipantOutput {
  readonly events: readonly TraceRecord[];
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | undefined;
}

/** Whether the participant has shown what it was expected to show. */
export function isObserved(wanted: Observation, seen: ParticipantOutput): boolean {
  if (wanted.prints !== undefined) return occurrences(seen.stdout, wanted.prints) >= (wanted.count ?? 1);
  if (wanted.says !== undefined) return occurrences(seen.stderr, wanted.says) >= (wanted.count ?? 1);
  if (wanted.exits !== undefined) return seen.code === wanted.exits;
  return matchingEvents(wanted, seen.events).length >= (wanted.count ?? 1);
}

/** The events that an observation is about. */
export function matchingEvents(wanted: Observation, events: readonly TraceRecord[]): TraceRecord[] {
  return events.filter(({ event, data, detail }) =>
    event === wanted.event &&
    (wanted.data === undefined || data?.includes(wanted.data) === true) &&
    (wanted.detail === undefined || detail?.includes(wanted.detail) === true)
  );
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}
