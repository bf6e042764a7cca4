import type { TracedEvent } from "../strace/calls.ts";

/**
 * Seconds for which an event waits for an earlier one that another strace has seen and that has not been read yet.
 */
const LAG = 0.03;

interface Lane {
  readonly program: string;
  readonly events: TracedEvent[];
  open: boolean;
}

/** Puts what several straces tell into one order, that of time, without waiting for those that have nothing to tell. */
export class EventMerger {
  readonly #lanes = new Map<string, Lane>();

  add(source: string, program: string, events: readonly TracedEvent[]): void {
    const lane = this.#lanes.get(source) ?? { program, events: [], open: true };
    this.#lanes.set(source, lane);
    for (const event of events) lane.events.push(event);
  }

  /** A source has told everything. */
  end(source: string): void {
    const lane = this.#lanes.get(source);
    if (lane !== undefined) lane.open = false;
  }

  get isEmpty(): boolean {
    return [...this.#lanes.values()].every(({ events }) => events.length === 0);
  }

  /**
   * The events whose turn it is.
   *
   * @param now seconds since 1970.
   */
  *take(now: number): Generator<{ readonly program: string; readonly event: TracedEvent }> {
    const lanes = [...this.#lanes.values()];
    // a queue is read by a place in it and shortened once: taking thousands off its front one by one is slow
    const places = new Map(lanes.map((lane) => [lane, 0]));
    try {
      while (true) {
        let first: Lane | undefined;
        for (const lane of lanes) {
          const head = lane.events[places.get(lane)!];
          if (
            head !== undefined && (first === undefined || head.end < first.events[places.get(first)!]!.end)
          ) {
            first = lane;
          }
        }
        if (first === undefined) return;
        const place = places.get(first)!;
        const event = first.events[place]!;
        const isSure = lanes.every((lane) =>
          lane === first || !lane.open || places.get(lane)! < lane.events.length
        );
        if (!isSure && event.end > now - LAG) return;
        places.set(first, place + 1);
        yield { program: first.program, event };
      }
    } finally {
      for (const [lane, place] of places) if (place > 0) lane.events.splice(0, place);
    }
  }
}
