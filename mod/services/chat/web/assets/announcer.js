/** How long what is said is gathered before it is told, milliseconds. */
const GATHERED = 1000;
/** More lines than these are counted instead of told. */
const TOLD = 3;

/**
 * Tells those who hear the page what is said, as a screen reader speaks it: a few lines as they are, of a burst how
 * many there were and the last. The log itself is not live, because it would be read out without an end.
 */
export class Announcer {
  #region;
  #countText;
  /** @type {(() => string)[]} */
  #lines = [];
  /** @type {number | undefined} */
  #timer;

  /**
   * @param {HTMLElement} region live, and not seen
   * @param {(count: number) => string} countText
   */
  constructor(region, countText) {
    this.#region = region;
    this.#countText = countText;
  }

  /** @param {() => string} line is asked only if the line is told */
  tell(line) {
    this.#lines.push(line);
    this.#timer ??= setTimeout(() => this.#speak(), GATHERED);
  }

  #speak() {
    this.#timer = undefined;
    const lines = this.#lines;
    this.#lines = [];
    const told = lines.length > TOLD ? [() => this.#countText(lines.length), lines[lines.length - 1]] : lines;
    this.#region.replaceChildren(...told.map((line) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = line();
      return paragraph;
    }));
  }
}
