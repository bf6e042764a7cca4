import { TEXTS } from "./upload_texts.js";

/** @typedef {import("./upload_queue.js").UploadQueue} UploadQueue */

/** How far all of them are together, in sight; and what a screen reader says, which is less. */
export class UploadSummary {
  #shown = document.createElement("p");
  #said = document.createElement("p");
  #moving = false;

  /** @param {Element} list in front of which it stands */
  constructor(list) {
    this.#shown.className = "summary";
    this.#shown.hidden = true;
    this.#said.className = "visually-hidden";
    this.#said.setAttribute("role", "status");
    list.before(this.#shown, this.#said);
  }

  /** @param {string} text */
  announce(text) {
    this.#said.textContent = text;
  }

  /** @param {UploadQueue} queue */
  show(queue) {
    /** @param {string} wanted */
    const count = (wanted) => queue.all.filter(({ state }) => state === wanted).length;
    const refused = count("refused");
    const all = queue.all.length - count("skipped");
    const counted = TEXTS.count(count("received"), all) + (refused > 0 ? ", " + TEXTS.refused(refused) : "");
    const text = all === 0 ? TEXTS.nothingSent : counted;
    this.#shown.hidden = queue.all.length === 0;
    this.#shown.textContent = text;
    if (this.#moving && !queue.moving) this.announce(text);
    this.#moving = queue.moving;
  }
}
