import { inPageLanguage } from "./language.js";

/** A choice that a row offers. @typedef {{ label: string, act: () => void }} Choice */

/** The line of an upload: what it is, what becomes of it, how far it is, and what can be done. */
export class UploadRow {
  #item = document.createElement("li");
  #label = document.createElement("span");
  #bar = document.createElement("progress");
  #choices = document.createElement("span");

  /** @param {Element} list @param {string} name @param {number} size bytes */
  constructor(list, name, size) {
    this.name = name;
    this.#bar.max = size || 1;
    this.#bar.setAttribute("aria-label", name);
    this.#choices.className = "choices";
    this.#choices.setAttribute("role", "group");
    this.#choices.setAttribute("aria-label", name);
    this.#item.tabIndex = -1;
    this.#item.append(this.#label, this.#bar, this.#choices);
    list.append(this.#item);
  }

  /**
   * @param {string} text
   * @param {{ state?: "done" | "failed" | "asks", sent?: number, choices?: Choice[] }} more
   */
  say(text, { state, sent, choices = [] } = {}) {
    this.#label.textContent = named(this.name, text);
    this.#label.className = state ?? "";
    this.#bar.hidden = sent === undefined;
    if (sent !== undefined) this.#bar.value = sent;
    this.#offer(choices);
  }

  /** @param {Choice[]} choices */
  #offer(choices) {
    const shown = /** @type {HTMLElement[]} */ ([...this.#choices.children]);
    if (shown.map(({ textContent }) => textContent).join() === choices.map(({ label }) => label).join()) {
      return;
    }
    const focused = this.#choices.contains(document.activeElement);
    this.#choices.replaceChildren(...choices.map(button));
    if (focused) this.#item.focus();
  }

  /** More about it, in small letters. @param {string} text */
  add(text) {
    const more = document.createElement("small");
    more.textContent = text;
    this.#item.append(more);
  }

  remove() {
    this.#item.remove();
  }
}

/** What is said of something, as the page's language writes it. @param {string} name @param {string} text */
export function named(name, text) {
  return name + inPageLanguage({ en: ": ", fr: "\u00a0: " }) + text;
}

/** @param {Choice} choice */
export function button({ label, act }) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}
