/**
 * @typedef {import("./talk.js").Talk} Talk
 * @typedef {import("./talk.js").Entry} Entry
 */

/** Rows that are in the page at once. */
const MOST = 300;
/** So many more are drawn when the reader comes near an edge. */
const STEP = 100;
/** How near that is, pixels. */
const NEAR = 500;
/** Who is nearer to the end than this is at the end, pixels. */
const AT_END = 40;

/**
 * The log on the page. Of a talk of thousands, some hundred rows are drawn: those around the reader. What is said
 * is added at the end and what is far away is taken out at the other; no row is ever drawn anew, so that a
 * selection, a focus and the reader's place stay what they are.
 *
 * A reader at the end stays there. One who has scrolled up is not moved: what is said meanwhile is counted on a
 * button that leads to it.
 */
export class LogView {
  #log;
  #rows;
  #newer;
  #talk;
  #rowOf;
  #newerText;
  /** The entries that are drawn: from this number on, and up to that one. */
  #from = 0;
  #to = 0;
  /** The number of the first entry that the reader has not seen. */
  #unread = 0;
  #follows = true;

  /**
   * @param {object} parts
   * @param {HTMLElement} parts.log what scrolls
   * @param {HTMLElement} parts.rows where the rows are
   * @param {HTMLButtonElement} parts.newer leads to what is new
   * @param {Talk} parts.talk
   * @param {(entry: Entry) => HTMLElement} parts.rowOf
   * @param {(count: number) => string} parts.newerText
   */
  constructor({ log, rows, newer, talk, rowOf, newerText }) {
    this.#log = log;
    this.#rows = rows;
    this.#newer = newer;
    this.#talk = talk;
    this.#rowOf = rowOf;
    this.#newerText = newerText;
    log.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    newer.addEventListener("click", () => {
      this.toEnd();
      log.focus({ preventScroll: true });
    });
    // A keyboard on the screen, or a longer message being written, takes rows away at the end
    new ResizeObserver(() => {
      if (this.#follows) this.#scrollToEnd();
    }).observe(log);
  }

  /** Whether the reader sees the newest entry. */
  get follows() {
    return this.#follows;
  }

  /** Draws what has changed since. */
  draw() {
    this.#forget();
    if (this.#follows) {
      this.#drawEnd();
      this.#scrollToEnd();
      this.#unread = this.#talk.end;
    } else {
      this.#append(Math.min(this.#talk.end, this.#from + MOST));
      this.#drawNear();
    }
    this.#count();
  }

  /** Goes to the newest entry, and stays there. */
  toEnd() {
    this.#follows = true;
    this.draw();
  }

  #scrolled() {
    // What a follower has not been shown yet is drawn with the next picture
    const isAtEnd = this.#below() < AT_END && (this.#follows || this.#to === this.#talk.end);
    if (isAtEnd) this.#unread = this.#talk.end;
    if (this.#follows !== isAtEnd) {
      this.#follows = isAtEnd;
      this.#count();
    }
    this.#drawNear();
  }

  /** Draws more where the reader comes near to what is not drawn. */
  #drawNear() {
    if (this.#log.scrollTop < NEAR && this.#from > this.#talk.first) this.#drawOlder();
    else if (this.#below() < NEAR && this.#to < this.#talk.end) this.#drawNewer();
  }

  /** The height of what is below the reader, pixels. */
  #below() {
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    return scrollHeight - scrollTop - clientHeight;
  }

  #drawEnd() {
    if (this.#talk.end - this.#to >= MOST) {
      this.#rows.replaceChildren();
      this.#from = this.#to = this.#talk.end - STEP;
    }
    this.#append(this.#talk.end);
    // Each removal moves all rows that are left: so it is of many at once
    if (this.#to - this.#from > MOST + STEP) this.#removeFirst(this.#to - this.#from - MOST);
  }

  #drawOlder() {
    this.#keepingPlaceOf(this.#rows.firstElementChild, () => {
      const from = Math.max(this.#talk.first, this.#from - STEP);
      const older = document.createDocumentFragment();
      for (let number = from; number < this.#from; number++) {
        older.append(this.#rowOf(this.#talk.entry(number)));
      }
      this.#rows.prepend(older);
      this.#from = from;
      for (; this.#to - this.#from > MOST; this.#to--) this.#rows.lastElementChild?.remove();
    });
  }

  #drawNewer() {
    this.#keepingPlaceOf(this.#rows.lastElementChild, () => {
      this.#append(Math.min(this.#talk.end, this.#to + STEP));
      this.#removeFirst(this.#to - this.#from - MOST);
    });
  }

  /** Takes out what is not kept any more. */
  #forget() {
    const gone = this.#talk.first - this.#from;
    if (gone > 0) this.#keepingPlaceOf(this.#rows.lastElementChild, () => this.#removeFirst(gone));
    this.#from = Math.max(this.#from, this.#talk.first);
    this.#to = Math.max(this.#to, this.#from);
    this.#unread = Math.max(this.#unread, this.#from);
  }

  /** @param {number} end the number of the first entry that is not drawn */
  #append(end) {
    if (this.#to >= end) return;
    const newer = document.createDocumentFragment();
    for (; this.#to < end; this.#to++) newer.append(this.#rowOf(this.#talk.entry(this.#to)));
    this.#rows.append(newer);
  }

  /** @param {number} count */
  #removeFirst(count) {
    const removed = Math.min(count, this.#to - this.#from);
    for (let left = removed; left > 0; left--) this.#rows.firstElementChild?.remove();
    if (removed > 0) this.#from += removed;
  }

  /**
   * Changes rows so that one that stays does not move on the screen.
   *
   * @param {Element | null} row
   * @param {() => void} change
   */
  #keepingPlaceOf(row, change) {
    const before = row?.getBoundingClientRect().top ?? 0;
    change();
    const moved = row?.isConnected ? row.getBoundingClientRect().top - before : 0;
    if (moved !== 0) this.#log.scrollTop += moved;
  }

  #scrollToEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  #count() {
    const count = this.#follows ? 0 : this.#talk.end - this.#unread;
    this.#newer.hidden = this.#follows;
    const text = "↓ " + this.#newerText(count);
    if (!this.#follows && this.#newer.textContent !== text) this.#newer.textContent = text;
    // The browser keeps the place of who reads further up; who is at the end needs none kept
    this.#log.classList.toggle("followed", this.#follows);
  }
}
