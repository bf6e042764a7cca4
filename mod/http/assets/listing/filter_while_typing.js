import { inPageLanguage } from "./language.js";

/** @typedef {{ shown: (shown: number, all: number) => string }} CountTexts */

const TEXTS = inPageLanguage({
  en: /** @type {CountTexts} */ ({ shown: (shown, all) => shown + " of " + all + " shown" }),
  fr: /** @type {CountTexts} */ ({
    shown: (shown, all) => shown + " sur " + all + (shown > 1 ? " affichés" : " affiché"),
  }),
});

/**
 * The search filters while one types.
 *
 * @param {HTMLInputElement} search
 */
export function filterWhileTyping(search) {
  /** @type {NodeListOf<HTMLTableRowElement>} */
  const found = document.querySelectorAll("#files tbody tr");
  const rows = [...found];
  const names = rows.map((row) => row.querySelector("bdi")?.textContent?.toLowerCase() ?? "");
  const count = document.querySelector("#shown");
  search.addEventListener("input", () => {
    const wanted = search.value.toLowerCase();
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !names[at].includes(wanted);
      if (!row.hidden) shown++;
    });
    if (count) count.textContent = wanted === "" ? "" : TEXTS.shown(shown, rows.length);
  });
}
