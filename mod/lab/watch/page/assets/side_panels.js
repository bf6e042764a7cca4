import { byId } from "./element.js";

/** The panels beside the ladder, of which one is seen, as tabs (WAI-ARIA, tabs pattern). */
export class SidePanels {
  /** @type {HTMLElement[]} */
  #tabs;
  #changed;

  /** @param {() => void} changed */
  constructor(changed) {
    this.#changed = changed;
    this.#tabs = [...byId("tabs").querySelectorAll("[role=tab]")].map((
      tab,
    ) => /** @type {HTMLElement} */ (tab));
    for (const tab of this.#tabs) tab.addEventListener("click", () => this.show(tab.dataset.panel ?? ""));
    byId("tabs").addEventListener("keydown", ({ key }) => {
      const way = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
      if (way === 0) return;
      const at = this.#tabs.findIndex((tab) => tab.dataset.panel === this.shown);
      const next = this.#tabs[(at + way + this.#tabs.length) % this.#tabs.length];
      this.show(next.dataset.panel ?? "");
      next.focus();
    });
  }

  /** The name of the one that is seen. */
  get shown() {
    return this.#tabs.find((tab) => tab.getAttribute("aria-selected") === "true")?.dataset.panel ?? "";
  }

  /** @param {string} name */
  show(name) {
    for (const tab of this.#tabs) {
      const isShown = tab.dataset.panel === name;
      tab.setAttribute("aria-selected", String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
      byId("panel-" + tab.dataset.panel).hidden = !isShown;
    }
    this.#changed();
  }
}
