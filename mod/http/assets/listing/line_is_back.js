/** The longest wait between two tries, milliseconds. */
const LONGEST = 15_000;

/**
 * Waits until it is worth trying again: when the device says that it is on the network, when the page is looked
 * at again, or after a while.
 *
 * @param {number} failures how often it was tried in vain
 * @param {number | undefined} seconds what the server said
 * @param {AbortSignal} signal ends the wait
 * @returns {Promise<void>}
 */
export function lineIsBack(failures, seconds, signal) {
  const milliseconds = seconds === undefined ? Math.min(500 * 2 ** failures, LONGEST) : seconds * 1000;
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      document.removeEventListener("visibilitychange", seen);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const seen = () => {
      if (document.visibilityState === "visible") done();
    };
    // At most a minute: another may have left meanwhile.
    const timer = setTimeout(done, Math.min(milliseconds, 60_000));
    addEventListener("online", done);
    document.addEventListener("visibilitychange", seen);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}
