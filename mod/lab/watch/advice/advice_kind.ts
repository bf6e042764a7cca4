import type { Text } from "../../../i18n/text.ts";
import type { SocketId, WatchedLane, WatchEvent } from "../watch_event.ts";
import type { RecordingState } from "./recording_state.ts";

/** Something that could be done better, seen in a recording. */
export interface AdviceFound {
  readonly lane: WatchedLane;
  readonly socket?: SocketId;
  /** The event that it is about, by its place in the recording. */
  readonly call: number;
  /** What was seen, and what to do. */
  readonly message: Text;
}

/**
 * A kind of advice. It looks at each event and says what it has seen; never what it supposes: what only may be a
 * mistake is none.
 */
export interface AdviceKind {
  /** `netlab help TOPIC` says more. */
  readonly topic: string;
  /** A new one for each recording. */
  watch(): AdviceWatch;
}

/** One kind of advice at work. */
export type AdviceWatch = (
  event: WatchEvent,
  index: number,
  state: RecordingState,
) => AdviceFound | undefined;
