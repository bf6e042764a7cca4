import type { WatchAdvice, WatchEvent } from "../watch_event.ts";
import type { AdviceKind, AdviceWatch } from "./advice_kind.ts";
import { heldBack, messageByCall, resetByClose, truncatedDatagram } from "./pair_kinds.ts";
import { processOf } from "../call_kinds.ts";
import { RecordingState, type SystemView } from "./recording_state.ts";
import { backlogFull, neverClosed, restingAddress, servesOneAtATime, zombies } from "./server_kinds.ts";
import { endedByPipe, endIgnored, oneByteReads, shortSend } from "./stream_kinds.ts";

/** Every kind of advice, by its code. */
export const ADVICE_KINDS: Readonly<Record<string, AdviceKind>> = {
  address_in_use: restingAddress,
  end_ignored: endIgnored,
  short_send: shortSend,
  never_closed: neverClosed,
  zombies,
  one_byte_reads: oneByteReads,
  one_at_a_time: servesOneAtATime,
  backlog_full: backlogFull,
  broken_pipe: endedByPipe,
  held_back: heldBack,
  truncated_datagram: truncatedDatagram,
  reset_by_close: resetByClose,
  message_by_call: messageByCall,
};

/**
 * Looks at a recording while it grows, and says what could be done better: only what was seen, each kind once for each
 * process.
 */
export class Advisor {
  readonly #state: RecordingState;
  readonly #watches: readonly (readonly [code: string, topic: string, watch: AdviceWatch])[];
  readonly #said = new Set<string>();

  constructor(system: SystemView) {
    this.#state = new RecordingState(system);
    this.#watches = Object.entries(ADVICE_KINDS).map(([code, { topic, watch }]) => [code, topic, watch()]);
  }

  /** Takes the next event. @param index its place in the recording. @returns what there is to say about it */
  take(event: WatchEvent, index: number): WatchAdvice[] {
    const found = this.#watches.flatMap(([code, topic, watch]): WatchAdvice[] => {
      const advice = watch(event, index, this.#state);
      if (advice === undefined) return [];
      const key = `${code} ${processOf(advice.lane)}`;
      if (this.#said.has(key)) return [];
      this.#said.add(key);
      return [{ type: "advice", at: event.at, code, topic, ...advice }];
    });
    this.#state.take(event, index);
    return found;
  }
}
