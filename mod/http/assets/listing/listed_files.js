import { whenListed } from "./listing_rows.js";
import { searchable } from "./searchable.js";

/**
 * A row of the listing. @typedef {object} ListedFile
 * @property {HTMLTableRowElement} row
 * @property {HTMLTableSectionElement} group
 * @property {string} key its name as it is searched
 */

/** Files that a browser lays out at once, whatever their order. */
const FEW = 1000;

/** @type {ListedFile[] | undefined} */
let listed;
whenListed(() => {
  listed = undefined;
  tellShown(document.querySelectorAll("#files tbody tr").length);
});

/**
 * All rows in their order. There may be twenty thousand of them, so they are gone through when they are first
 * needed, and once.
 *
 * @returns {readonly ListedFile[]}
 */
export function listedFiles() {
  if (listed !== undefined) return listed;
  listed = [];
  for (const group of groupsOfFiles()) {
    for (const row of group.rows) {
      listed.push({ row, group, key: searchable(row.querySelector("bdi")?.textContent ?? "") });
    }
  }
  return listed;
}

/**
 * The style sheet draws a few files as one grid, and many group by group.
 *
 * @param {number} files that are shown
 */
export function tellShown(files) {
  document.body.classList.toggle("few", files <= FEW);
}

/**
 * The groups of the rows: those that are out of sight are not drawn.
 *
 * @returns {NodeListOf<HTMLTableSectionElement>}
 */
export function groupsOfFiles() {
  return document.querySelectorAll("#files tbody");
}
