/** Entries that are kept. */
const KEPT = 10_000;
/** So many are dropped together. */
const DROPPED = 1000;

/**
 * A row of the log.
 *
 * @typedef {object} Entry
 * @property {"message" | "action" | "private" | "news" | "error" | "gap"} kind
 * @property {string} text
 * @property {string} [from]
 * @property {string} [to]
 * @property {number} [at] when it was said, milliseconds since 1970
 * @property {number} [seq] its place in the room's own count
 * @property {boolean} [past] it was said before we came
 * @property {boolean} [mentions] it names the reader
 */

/**
 * What is in the log, whether it is drawn or not.
 *
 * Each entry has a number that stays the same: entries that are said get the next one, what is found of the time
 * before gets lower ones, and may get below zero.
 */
export class Talk {
  /** @type {Entry[]} */
  #entries = [];
  #first = 0;

  /** The number of the oldest entry. */
  get first() {
    return this.#first;
  }

  /** The number that the next entry will have. */
  get end() {
    return this.#first + this.#entries.length;
  }

  /**
   * @param {number} number
   * @returns {Entry}
   */
  entry(number) {
    return this.#entries[number - this.#first];
  }

  /** @param {Entry} entry */
  add(entry) {
    this.#entries.push(entry);
    if (this.#entries.length < KEPT + DROPPED) return;
    this.#entries.splice(0, DROPPED);
    this.#first += DROPPED;
  }

  /**
   * Puts entries in front of all others; of too many, the newest.
   *
   * @param {Entry[]} entries oldest first
   */
  addBefore(entries) {
    const room = Math.max(0, KEPT - this.#entries.length);
    const taken = room < entries.length ? entries.slice(entries.length - room) : entries;
    this.#entries.unshift(...taken);
    this.#first -= taken.length;
  }

  /** The room counts anew: the numbers of what is here mean nothing any more. */
  forgetSeqs() {
    for (const entry of this.#entries) delete entry.seq;
  }

  /**
   * The newest entries, oldest first.
   *
   * @param {{ entries: number, characters: number }} most
   */
  newest(most) {
    let from = this.#entries.length;
    let characters = 0;
    while (from > 0 && this.#entries.length - from < most.entries) {
      characters += this.#entries[from - 1].text.length;
      if (characters > most.characters) break;
      from--;
    }
    return this.#entries.slice(from);
  }
}
