import { inPageLanguage } from "./language.js";
import { whenListed } from "./listing_rows.js";

/** @typedef {{ shown: (shown: number, all: number) => string }} Texts */

const TEXTS = inPageLanguage({
  en: /** @type {Texts} */ ({ shown: (shown, all) => shown + " of " + all + " shown" }),
  fr: /** @type {Texts} */ ({
    shown: (shown, all) => shown + " sur " + all + (shown > 1 ? " affichés" : " affiché"),
  }),
});

/**
 * The search filters while one types.
 *
 * @param {HTMLInputElement} search
 */
export function filterWhileTyping(search) {
  /** @type {HTMLTableRowElement[]} */
  let rows = [];
  /** @type {string[]} */
  let names = [];
  const filter = () => {
    const wanted = search.value.toLowerCase();
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !names[at].includes(wanted);
      if (!row.hidden) shown++;
    });
    const count = document.querySelector("#shown");
    if (count) count.textContent = wanted === "" ? "" : TEXTS.shown(shown, rows.length);
  };
  let typed = false;
  search.addEventListener("input", () => {
    typed = true;
    filter();
  });
  whenListed(() => {
    rows = [.../** @type {NodeListOf<HTMLTableRowElement>} */ (document.querySelectorAll("#files tbody tr"))];
    names = rows.map((row) => row.querySelector("bdi")?.textContent?.toLowerCase() ?? "");
    if (typed) filter();
  });
}
