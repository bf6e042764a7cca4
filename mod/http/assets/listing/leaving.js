/** @typedef {import("./upload_queue.js").UploadQueue} UploadQueue */

/**
 * Whoever leaves the page while something is being sent is asked; what is not complete is noted, so that it can go
 * on later. Phones close pages without asking, so it is noted as soon as another app is in front.
 *
 * @param {UploadQueue} queue
 */
export function askBeforeLeaving(queue) {
  addEventListener("beforeunload", (event) => {
    if (queue.busy) event.preventDefault();
  });
  let left = false;
  document.addEventListener("visibilitychange", () => {
    // A page that is left is hidden after that.
    if (document.visibilityState === "hidden") queue.note(left);
  });
  addEventListener("pagehide", () => queue.note(left = true));
  addEventListener("pageshow", () => (left = false));
}
