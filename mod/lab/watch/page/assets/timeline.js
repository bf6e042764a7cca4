/**
 * Something that stands in the picture: an event, of a call that has waited its beginning or its end.
 *
 * @typedef {object} Row
 * @property {number} time seconds since the recording began
 * @property {number} event its place in the recording
 * @property {"begins" | "happens"} part
 */

/**
 * The rows of the picture in order of time, and those of them that are looked for. An event is told when it is over: a
 * call that has waited for long began far above, so rows come in at any place, most of them near the end.
 */
export class Timeline {
  /** @type {Row[]} */
  all = [];
  /** Those that pass the filter; the same list as long as there is none. @type {Row[]} */
  shown = this.all;
  /** @type {((row: Row) => boolean) | undefined} */
  #passes;

  /** @param {Row} row */
  add(row) {
    insert(this.all, row);
    if (this.#passes?.(row)) insert(this.shown, row);
  }

  /** @param {Row} row one that was added, or an equal one */
  remove(row) {
    for (const list of new Set([this.all, this.shown])) {
      const at = place(list, row);
      if (list[at] !== undefined && compare(list[at], row) === 0) list.splice(at, 1);
    }
  }

  /** @param {((row: Row) => boolean) | undefined} passes undefined: all are shown */
  filter(passes) {
    this.#passes = passes;
    this.shown = passes === undefined ? this.all : this.all.filter(passes);
  }

  /** Whether some are left out. */
  get isFiltered() {
    return this.#passes !== undefined;
  }

  /**
   * Where a row stands among those that are shown, or would stand.
   *
   * @param {Row} row
   */
  placeOf(row) {
    return place(this.shown, row);
  }

  /**
   * Where a row is that is shown.
   *
   * @param {Row} row
   * @returns {number} -1 when it is not
   */
  indexOf(row) {
    const at = place(this.shown, row);
    return this.shown[at] !== undefined && compare(this.shown[at], row) === 0 ? at : -1;
  }

  /** The first place of a row that is not before a time. @param {number} time */
  placeAt(time) {
    return place(this.shown, { time, event: -1, part: "begins" });
  }
}

/** @param {Row} a @param {Row} b */
function compare(a, b) {
  return a.time - b.time || a.event - b.event || Number(a.part === "happens") - Number(b.part === "happens");
}

/** @param {Row[]} list @param {Row} row */
function place(list, row) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(list[middle], row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {Row[]} list @param {Row} row */
function insert(list, row) {
  if (list.length === 0 || compare(list[list.length - 1], row) < 0) list.push(row);
  else list.splice(place(list, row), 0, row);
}
