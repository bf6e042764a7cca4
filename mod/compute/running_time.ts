/** Milliseconds between two looks; what is longer than two of them was no running time. */
const TICK = 100;

/**
 * Calls when so much time has passed in which this process ran. A process that is stopped (SIGSTOP, Ctrl-Z, a suspended
 * laptop) computes nothing, and the clock on the wall goes on: a timer would be over as soon as the process is woken.
 *
 * @returns to be disposed of when it is not wanted any more
 */
export function afterRunning(milliseconds: number, over: () => void): Disposable {
  let left = milliseconds;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    left -= Math.min(now - last, 2 * TICK);
    last = now;
    if (left > 0) return;
    clearInterval(timer);
    over();
  }, Math.min(TICK, milliseconds));
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
