/** In the order of a dictionary, as the reader's language has it. */
const byName = new Intl.Collator(undefined, { numeric: true }).compare;

/** Who is in the room, and what has changed in it since the list was drawn. */
export class Members {
  /** In order. @type {string[]} */
  #names = [];
  /** Those who came or went since; all, when everything is new. @type {Set<string> | "all"} */
  #changed = "all";

  get names() {
    return this.#names;
  }

  /** @param {readonly string[]} names */
  replace(names) {
    this.#names = [...new Set(names)].sort(order);
    this.#changed = "all";
  }

  /** @param {string} name */
  add(name) {
    const at = this.#placeOf(name);
    if (this.#names[at] === name) return;
    this.#names.splice(at, 0, name);
    this.#note(name);
  }

  /** @param {string} name */
  remove(name) {
    const at = this.#placeOf(name);
    if (this.#names[at] !== name) return;
    this.#names.splice(at, 1);
    this.#note(name);
  }

  /**
   * Whether somebody is in.
   *
   * @param {string} name
   */
  has(name) {
    return this.#names[this.#placeOf(name)] === name;
  }

  /** Who came or went since it was asked last; `all` when the whole list is new. */
  changes() {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  /** @param {string} name */
  #note(name) {
    if (this.#changed !== "all") this.#changed.add(name);
  }

  /**
   * Where a name stands, or would.
   *
   * @param {string} name
   */
  #placeOf(name) {
    let [low, high] = [0, this.#names.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (order(this.#names[middle], name) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * Two names that a language takes for equal still have an order.
 *
 * @param {string} one
 * @param {string} other
 */
function order(one, other) {
  return byName(one, other) || (one < other ? -1 : one > other ? 1 : 0);
}
