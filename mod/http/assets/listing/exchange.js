import { ownAddress } from "./own_address.js";

/**
 * An answer of the server.
 *
 * @typedef {object} Answer
 * @property {number} status 0: the connection was lost
 * @property {(name: string) => string | null} field a header of it
 * @property {string} text
 */

/** A connection on which nothing moves for so long is given up, milliseconds. */
const STALLED = 30_000;
/** The server may have to read a large file once more before it answers. */
const THINKS = 300_000;

/**
 * Asks the server something: by XMLHttpRequest, since fetch cannot tell how far an upload is.
 *
 * @param {string} method
 * @param {string} place relative to the page
 * @param {Record<string, string>} fields
 * @param {{ body?: Blob, signal?: AbortSignal, progress?: (sent: number) => void }} [more]
 * @returns {Promise<Answer>}
 */
export function exchange(method, place, fields, { body, signal, progress } = {}) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    let watch = setTimeout(abort, STALLED);
    /** @param {number} patience */
    const moved = (patience) => {
      clearTimeout(watch);
      watch = setTimeout(abort, patience);
    };
    request.open(method, ownAddress(place));
    // What is refused is told in the language of the page.
    request.setRequestHeader("accept-language", document.documentElement.lang);
    for (const [name, value] of Object.entries(fields)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      moved(STALLED);
      progress?.(event.loaded);
    };
    request.upload.onload = () => moved(THINKS);
    request.onloadend = () => {
      clearTimeout(watch);
      signal?.removeEventListener("abort", abort);
      removeEventListener("offline", abort);
      resolve({
        status: request.status,
        field: (name) => request.getResponseHeader(name),
        text: (request.responseText || "").trim(),
      });
    };
    signal?.addEventListener("abort", abort);
    addEventListener("offline", abort); // a line that is gone says nothing by itself
    request.send(body);
    if (signal?.aborted) abort();
  });
}
