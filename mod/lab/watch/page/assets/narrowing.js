import { hasWaited } from "./call_kind.js";
import { filterRows, parseFilter } from "./filter.js";

/** What is shown of a recording: what a filter lets through, of the time while a call waited, if one is chosen. */
export class Narrowing {
  #recording;
  /** The call to whose time it is limited. @type {number | undefined} */
  zoomed;

  /** @param {import("./recording.js").Recording} recording */
  constructor(recording) {
    this.#recording = recording;
  }

  /** @param {string} typed the filter @returns whether it lets through only a part */
  apply(typed) {
    const { timeline, events } = this.#recording;
    const wanted = parseFilter(typed);
    const passes = wanted === undefined ? undefined : filterRows(wanted, this.#recording);
    const range = this.zoomed === undefined ? undefined : events[this.zoomed];
    if (range?.type === "call") {
      const [start, end] = [range.start, range.unfinished ? Infinity : range.at];
      timeline.filter((each) => each.time >= start && each.time <= end && (passes?.(each) ?? true));
    } else timeline.filter(passes);
    return passes !== undefined;
  }

  /**
   * Limits it to the time while a call waited.
   *
   * @param {import("./timeline.js").Row | undefined} row
   * @returns the call, and how long it waited; undefined where none did
   */
  zoomOn(row) {
    const event = row === undefined ? undefined : this.#recording.events[row.event];
    if (row === undefined || event?.type !== "call" || !hasWaited(event)) return undefined;
    this.zoomed = row.event;
    const span = event.unfinished ? this.#recording.duration - event.start : event.at - event.start;
    return { call: event.call, lane: event.lane, span };
  }
}
