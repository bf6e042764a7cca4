/**
 * A call that moved bytes, and where these stand in the stream: those before them came first.
 *
 * @typedef {object} Moved
 * @property {number} event its place in the recording
 * @property {number} from the first byte's place in the stream, from 0
 * @property {number} to the place behind the last
 */

/**
 * What one end of a connection has sent, or has received, in order. A stream loses nothing and changes no order: the
 * bytes of a send are those of the receives that stand at the same place, however many that are.
 */
export class ByteRanges {
  /** @type {Moved[]} */
  all = [];

  /** How many bytes they are. */
  get total() {
    return this.all.length === 0 ? 0 : this.all[this.all.length - 1].to;
  }

  /** @param {number} event @param {number} length bytes */
  add(event, length) {
    const from = this.total;
    const moved = { event, from, to: from + length };
    this.all.push(moved);
    return moved;
  }

  /**
   * Those that have a byte in a part of the stream.
   *
   * @param {number} from @param {number} to
   * @param {number} [most] the first ones, if there are more: a file may be read one byte at a time
   * @returns {Moved[]}
   */
  within(from, to, most = Infinity) {
    if (from >= to) return [];
    const found = [];
    for (let at = this.#firstBehind(from); at < this.all.length && this.all[at].from < to; at++) {
      if (found.length >= most) break;
      if (this.all[at].to > this.all[at].from) found.push(this.all[at]);
    }
    return found;
  }

  /** The number of a call that has moved a byte among all, from 0. @param {Moved} moved */
  ordinal(moved) {
    return this.#firstBehind(moved.from);
  }

  /** The place of the first that ends behind a byte. @param {number} from */
  #firstBehind(from) {
    let [low, high] = [0, this.all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.all[middle].to > from) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
