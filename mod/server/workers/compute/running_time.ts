/** Milliseconds between two looks; what is longer than two of them was no running time. */
const TICK = 100;
/** Time in which nothing ran counts so much less: whoever waits for something that never comes is given up, too, only later. */
const IDLE = 20;

/** Milliseconds of a processor that this process has used, from any point in time. */
export type ProcessorClock = () => number;

/**
 * Calls when so much time has passed in which this process ran, and at the earliest when so much time has passed at all. A
 * process that is stopped (SIGSTOP, Ctrl-Z, a suspended laptop), or that gets a tenth of a processor (a control group, a
 * busy machine), computes little, and the clock on the wall goes on: a timer would be over before the computation had its
 * time.
 *
 * @param clock is looked for at the first look only: short computations do without.
 * @returns to be disposed of when it is not wanted any more
 */
export function afterRunning(
  milliseconds: number,
  over: () => void,
  clock: () => Promise<ProcessorClock> = ownClock,
): Disposable {
  let left = milliseconds;
  let last = performance.now();
  let used: ProcessorClock | undefined;
  let lastUsed = 0;
  const look = () => {
    const now = performance.now();
    const passed = Math.min(now - last, 2 * TICK);
    const nowUsed = used?.() ?? Infinity;
    left -= Math.max(Math.min(passed, nowUsed - lastUsed), passed / IDLE);
    [last, lastUsed] = [now, used ? nowUsed : 0];
    if (left > 0) return;
    clearInterval(timer);
    over();
  };
  const timer = setInterval(look, Math.min(TICK, milliseconds));
  const first = setTimeout(async () => {
    const found = await clock();
    lastUsed = found();
    used = found;
  }, Math.min(TICK, milliseconds));
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer);
      clearTimeout(first);
    },
  };
}

/** All threads of the process together. To load it takes the runtime longer than most computations take. */
async function ownClock(): Promise<ProcessorClock> {
  const { default: process } = await import("node:process");
  return () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
}
