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
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") queue.note(false);
  });
  addEventListener("pagehide", () => queue.note(true));
}
