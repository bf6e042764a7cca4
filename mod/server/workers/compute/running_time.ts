/**
 * Milliseconds between two checks; a gap of more than two of them does not count as running time.
 */
const TICK = 100;
/**
 * Time in which nothing ran counts this much less: a job that waits for something that never comes
 * is given up too, only later.
 */
const IDLE = 20;

/** Milliseconds of a processor that this process has used, from any point in time. */
export type ProcessorClock = () => number;

/**
 * Calls back when this process has run for the given time, and never before that much time has
 * passed on the clock. A process that is stopped (SIGSTOP, Ctrl-Z, a suspended laptop), or that
 * gets a tenth of a processor (a control group, a busy machine), computes little while the clock on
 * the wall goes on: a timer would go off before the computation had its time.
 *
 * @param clock is only looked up at the first check: short computations do without it.
 * @returns dispose of it when it is no longer wanted
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

/**
 * All threads of the process together. Loading it takes the runtime longer than most computations
 * take.
 */
async function ownClock(): Promise<ProcessorClock> {
  const { default: process } = await import("node:process");
  return () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
}
