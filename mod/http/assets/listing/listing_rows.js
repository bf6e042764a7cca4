import { otherPage } from "./other_page.js";
import { ownAddress } from "./own_address.js";

/** @type {(() => void)[]} */
const decorations = [];

/**
 * Does something with the rows of the listing: now, and whenever they are shown anew.
 *
 * @param {() => void} decorate
 */
export function whenListed(decorate) {
  decorations.push(decorate);
  decorate();
}

/** Shows the folder as it is now. The page stays, and all that goes on in it. */
export async function refreshListing() {
  const address = ownAddress(location.pathname + location.search);
  const response = await fetch(address, { headers: { accept: "text/html" } }).catch(() => undefined);
  if (!response?.ok) return;
  const now = otherPage(await response.text());
  const focused = document.activeElement?.closest("#files a")?.getAttribute("href");
  for (const part of ["#files", ".count"]) {
    const shown = now.querySelector(part);
    if (shown) document.querySelector(part)?.replaceWith(shown);
  }
  const archives = now.querySelector(".archives");
  document.querySelector(".archives")?.remove();
  if (archives) document.querySelector(".bar form[role=search]")?.after(archives);
  for (const decorate of decorations) decorate();
  /** @type {NodeListOf<HTMLElement>} */
  const links = document.querySelectorAll("#files a");
  if (focused) [...links].find((link) => link.getAttribute("href") === focused)?.focus();
}
