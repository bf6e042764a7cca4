/**
 * A page of this server, to take something out of it. No script in it runs, and its head is left out: that would
 * be taken for something that tries to get past the security policy of the page that is shown.
 *
 * @param {string} text as it was sent
 */
export function otherPage(text) {
  return new DOMParser().parseFromString(text.slice(text.indexOf("<body>")), "text/html");
}
