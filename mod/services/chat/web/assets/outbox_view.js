import { textOf } from "./row.js";
import { TEXTS } from "./texts.js";

/**
 * @typedef {import("./outbox.js").Outbox} Outbox
 * @typedef {import("./outbox.js").Unheard} Unheard
 */

/** What has been typed and not been said, at the end of the log, with a way to say it again. */
export class OutboxView {
  #list;
  #outbox;
  #actions;
  /** Each as it was drawn. @type {Map<Unheard, HTMLElement>} */
  #drawn = new Map();

  /**
   * @param {HTMLElement} list
   * @param {Outbox} outbox
   * @param {Record<"sayAgain" | "edit" | "discard", (id: number) => void>} actions
   */
  constructor(list, outbox, actions) {
    this.#list = list;
    this.#outbox = outbox;
    this.#actions = actions;
  }

  /** Draws what has changed since. */
  draw() {
    const items = this.#outbox.shown;
    const kept = new Set(items);
    for (const [item, row] of this.#drawn) {
      if (kept.has(item)) continue;
      row.remove();
      this.#drawn.delete(item);
    }
    /** @type {Node | null} */
    let place = this.#list.firstChild;
    for (const item of items) {
      const known = this.#drawn.get(item);
      if (known !== undefined) {
        place = known.nextSibling;
        continue;
      }
      const row = this.#row(item);
      this.#drawn.set(item, row);
      this.#list.insertBefore(row, place);
    }
  }

  /** @param {Unheard} item */
  #row({ id, text, kind, state, reason }) {
    const row = document.createElement("p");
    row.className = "row unheard " + state;
    const note = document.createElement("span");
    note.className = "note";
    note.textContent = reason ?? TEXTS[state];
    row.append(textOf(text), " ", note);
    if (state === "unsent") {
      const actions = document.createElement("span");
      actions.className = "actions";
      // A command that was refused would be refused again
      if (kind !== "command") actions.append(this.#button("sayAgain", id));
      actions.append(this.#button("edit", id), this.#button("discard", id));
      row.append(actions);
    }
    return row;
  }

  /**
   * @param {"sayAgain" | "edit" | "discard"} action
   * @param {number} id
   */
  #button(action, id) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = TEXTS[action];
    button.addEventListener("click", () => this.#actions[action](id));
    return button;
  }
}
