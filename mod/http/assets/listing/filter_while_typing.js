import { inPageLanguage } from "./language.js";
import { groupsOfFiles, listedFiles, tellShown } from "./listed_files.js";
import { whenListed } from "./listing_rows.js";
import { searchable } from "./searchable.js";

/** @typedef {{ shown: (shown: number, all: number) => string }} Texts */

const TEXTS = inPageLanguage({
  en: /** @type {Texts} */ ({ shown: (shown, all) => shown + " of " + all + " shown" }),
  fr: /** @type {Texts} */ ({
    shown: (shown, all) => shown + " sur " + all + (shown > 1 ? " affichés" : " affiché"),
  }),
});

/**
 * The search filters while one types; `/` leads to its field.
 *
 * @param {HTMLInputElement} search
 */
export function filterWhileTyping(search) {
  const filter = () => {
    const wanted = searchable(search.value);
    const shown = showFiles(wanted);
    const count = document.querySelector("#shown");
    if (count) count.textContent = wanted === "" ? "" : TEXTS.shown(shown, listedFiles().length);
  };
  let typed = false;
  search.addEventListener("input", () => {
    typed = true;
    filter();
  });
  // Before the first letter is typed
  search.addEventListener("focus", listedFiles);
  whenListed(() => typed && filter());
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    search.focus();
    search.select();
  });
}

/**
 * Shows the files that have this in their names. A group without any is hidden as a whole: while it is out of
 * sight it would be as high as ever.
 *
 * @param {string} wanted
 * @returns {number} how many they are
 */
function showFiles(wanted) {
  let shown = 0;
  const left = new Set();
  for (const { row, group, key } of listedFiles()) {
    const hidden = !key.includes(wanted);
    if (row.hidden !== hidden) row.hidden = hidden;
    if (hidden) continue;
    shown++;
    left.add(group);
  }
  for (const group of groupsOfFiles()) group.hidden = !left.has(group);
  // No head of a table above nothing
  /** @type {HTMLElement | null} */
  const files = document.querySelector("#files");
  if (files) files.hidden = shown === 0 && listedFiles().length > 0;
  tellShown(shown);
  return shown;
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof Element &&
    target.closest("input, textarea, select, dialog, [contenteditable]") !== null;
}
