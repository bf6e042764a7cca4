/**
 * @typedef {object} Unheard
 * @property {number} id
 * @property {number} line its number among the lines of this visit
 * @property {string} text as it was typed
 * @property {boolean} isText it is said as it is, even if it begins with /
 * @property {"said" | "private" | "command"} kind
 * @property {"sending" | "unsure" | "unsent"} state
 * @property {string} [reason] why it was not said
 */

/**
 * What has been typed and is not yet known to have been said. A line is on the page as said when the room has told
 * it back, and at no time before: until then it stands here. When the connection breaks, nobody knows whether the
 * room had it: it stays, and when the room has said which of our lines was the last that it had, those after it
 * were not said.
 */
export class Outbox {
  /** In the order in which they were typed. @type {Unheard[]} */
  #items = [];
  #count = 0;

  /** What is to be seen: what is not said yet, and commands that were not obeyed. */
  get shown() {
    return this.#items.filter(({ kind, state }) => kind !== "command" || state === "unsent");
  }

  get items() {
    return this.#items;
  }

  /** @param {Pick<Unheard, "line" | "text" | "isText" | "kind">} item */
  add(item) {
    this.#items.push({ ...item, id: ++this.#count, state: "sending" });
  }

  /**
   * The room has done all lines up to a number, but for those that it has refused.
   *
   * @param {number} line
   * @returns {Unheard[]} those that it has done
   */
  settle(line) {
    /** @param {Unheard} item */
    const isThere = (item) => item.state !== "unsent" && item.line <= line;
    const there = this.#items.filter(isThere);
    if (there.length > 0) this.#items = this.#items.filter((item) => !isThere(item));
    return there;
  }

  /**
   * The room did not take a line.
   *
   * @param {number} line
   * @param {string} reason
   */
  refuse(line, reason) {
    this.#replace((item) =>
      item.line === line && item.state !== "unsent" ? { ...item, state: "unsent", reason } : item
    );
  }

  /**
   * It is not known whether these were said.
   *
   * @param {readonly Unheard[]} items
   * @param {string} reason
   */
  doubt(items, reason) {
    /** @type {Unheard[]} */
    const doubted = items.map((item) => ({ ...item, state: "unsent", reason }));
    this.#items = [...doubted, ...this.#items];
  }

  /** The connection broke. */
  breakOff() {
    this.#replace((item) => item.state === "sending" ? { ...item, state: "unsure" } : item);
  }

  /**
   * The room has told which lines it had: it has none of the others.
   *
   * @param {string} [reason] why that is not certain
   */
  giveUp(reason) {
    this.#replace((item) => item.state === "unsure" ? { ...item, state: "unsent", reason } : item);
  }

  /**
   * Takes one out.
   *
   * @param {number} id
   * @returns {Unheard | undefined}
   */
  take(id) {
    const found = this.#items.find((item) => item.id === id);
    this.#items = this.#items.filter((item) => item !== found);
    return found;
  }

  /**
   * Those of a page before this one.
   *
   * @param {readonly Unheard[]} items
   */
  restore(items) {
    this.#items = [...items];
    this.#count = Math.max(0, ...items.map(({ id }) => id));
    this.breakOff();
  }

  /** @param {(item: Unheard) => Unheard} change */
  #replace(change) {
    this.#items = this.#items.map(change);
  }
}
