import { TEXTS } from "./texts.js";

/** @typedef {import("./members.js").Members} Members */

/** The list of who is here: who comes is put in, who goes is taken out, and the others are left alone. */
export class PeopleView {
  #list;
  #count;
  #members;
  #choose;
  /** @type {Map<string, HTMLElement>} */
  #items = new Map();
  #ownName = "";

  /**
   * @param {object} parts
   * @param {HTMLElement} parts.list
   * @param {HTMLElement} parts.count says how many they are
   * @param {Members} parts.members
   * @param {(name: string) => void} parts.choose takes the name of somebody that is to be written to
   */
  constructor({ list, count, members, choose }) {
    this.#list = list;
    this.#count = count;
    this.#members = members;
    this.#choose = choose;
  }

  /**
   * Draws what has changed since.
   *
   * @param {string} ownName
   */
  draw(ownName) {
    const changes = this.#members.changes();
    if (changes === "all" || ownName !== this.#ownName) this.#drawAll(ownName);
    else for (const name of changes) this.#drawOne(name);
    if (changes === "all" || changes.size > 0) {
      this.#count.textContent = TEXTS.people(this.#members.names.length);
    }
  }

  /** @param {string} ownName */
  #drawAll(ownName) {
    this.#ownName = ownName;
    this.#items = new Map(this.#members.names.map((name) => [name, this.#item(name)]));
    this.#list.replaceChildren(...this.#items.values());
  }

  /** @param {string} name */
  #drawOne(name) {
    this.#items.get(name)?.remove();
    this.#items.delete(name);
    if (!this.#members.has(name)) return;
    const { names } = this.#members;
    // The nearest one behind that is drawn already: others may have come in the same moment
    let after;
    for (let at = names.indexOf(name) + 1; after === undefined && at < names.length; at++) {
      after = this.#items.get(names[at]);
    }
    const item = this.#item(name);
    this.#items.set(name, item);
    this.#list.insertBefore(item, after ?? null);
  }

  /** @param {string} name */
  #item(name) {
    const item = document.createElement("li");
    const shown = document.createElement("bdi");
    if (name === this.#ownName) {
      shown.textContent = TEXTS.you(name);
      item.append(shown);
      return item;
    }
    shown.textContent = name;
    const button = document.createElement("button");
    button.type = "button";
    button.title = TEXTS.writeTo(name);
    button.append(shown);
    button.addEventListener("click", () => this.#choose(name));
    item.append(button);
    return item;
  }
}
