/**
 * A place on this server. Names and passwords in the address of the page stay out of it: a browser fetches no
 * address that has them, and sends what it was told anyway.
 *
 * @param {string} place relative to the page
 */
export function ownAddress(place) {
  const page = new URL(location.href);
  page.username = page.password = "";
  return new URL(place, page).href;
}
