/**
 * @typedef {import("./recording.js").Recording} Recording
 * @typedef {import("./timeline.js").Row} Row
 */

/**
 * Where one is in a recording: at its newest event as long as it goes on, or at an event that one has chosen, while
 * the recording goes on behind.
 */
export class Player {
  isFollowing = true;
  /** The row that one stands on, when one does not follow. @type {Row | undefined} */
  #row;
  #recording;

  /** @param {Recording} recording */
  constructor(recording) {
    this.#recording = recording;
  }

  /** @returns {Row | undefined} the row that one stands on; undefined as long as there is none */
  get row() {
    const { shown } = this.#recording.timeline;
    if (this.isFollowing) return shown[shown.length - 1];
    return shown[this.index] ?? shown[shown.length - 1];
  }

  /** The place of that row among those that are shown; the nearest one, if it has been filtered out. */
  get index() {
    const { timeline } = this.#recording;
    if (this.isFollowing || this.#row === undefined) return timeline.shown.length - 1;
    return Math.min(timeline.placeOf(this.#row), timeline.shown.length - 1);
  }

  /** The time that one looks at, seconds. */
  get time() {
    return this.isFollowing ? this.#recording.duration : this.row?.time ?? 0;
  }

  /** How many rows have come behind that one. */
  get behind() {
    return this.#recording.timeline.shown.length - 1 - this.index;
  }

  pause() {
    const { row } = this;
    this.isFollowing = false;
    this.#row = row;
  }

  follow() {
    this.isFollowing = true;
  }

  /** @param {number} index */
  goTo(index) {
    const { shown } = this.#recording.timeline;
    this.isFollowing = false;
    this.#row = shown[Math.max(0, Math.min(index, shown.length - 1))];
  }

  /** @param {number} rows forward, or back */
  step(rows) {
    this.goTo(this.index + rows);
  }

  /**
   * Goes to the beginning of the next call that has waited, or of the one before.
   *
   * @param {1 | -1} way
   * @param {number} least seconds that it has waited
   * @returns {boolean} whether there was one
   */
  goToWait(way, least) {
    const { timeline: { shown }, events } = this.#recording;
    for (let at = this.index + way; at >= 0 && at < shown.length; at += way) {
      const { event: index, part } = shown[at];
      const event = events[index];
      if (
        part !== "begins" || event.type !== "call" || !(event.unfinished || event.at - event.start >= least)
      ) continue;
      this.goTo(at);
      return true;
    }
    return false;
  }
}
