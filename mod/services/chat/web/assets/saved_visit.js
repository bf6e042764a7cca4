/**
 * @typedef {import("./room_model.js").SavedRoom & { draft: string, password?: string, isIn: boolean }} SavedVisit
 *   what a tab keeps over a reload, and over a visit to another page: the room and its password, what stands in the
 *   field, and whether it was in
 */

/** A browser gives a site five million characters. */
export const SAVED_AT_MOST = { entries: 1000, characters: 1_000_000 };

/** A proxy may show several rooms, each below a path of its own. */
const KEY = "netlab chat " + location.pathname;

/** @returns {SavedVisit | undefined} */
export function savedVisit() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") ?? undefined;
  } catch {
    return undefined; // the browser keeps nothing for this site
  }
}

/** @param {SavedVisit | undefined} visit undefined: forget it */
export function saveVisit(visit) {
  try {
    if (visit === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(visit));
  } catch {
    // The browser keeps nothing for this site, or has no more room: after a reload the page begins anew
  }
}
