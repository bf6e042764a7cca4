/** Times are the reader's own. */
export function showLocalTimes() {
  const dates = new Intl.DateTimeFormat([], { dateStyle: "medium", timeStyle: "short" });
  for (const time of document.querySelectorAll("#files time")) {
    time.textContent = dates.format(new Date(/** @type {HTMLTimeElement} */ (time).dateTime));
  }
}
