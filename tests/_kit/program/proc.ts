/**
 * The resources a process has used, from `/proc`: Linux only, elsewhere every figure is `undefined`
 * and the tables say "-".
 *
 * CPU is user + system time of the process, of its children that were reaped and of its living descendants:
 * `socat,fork` does all its work in children. Memory is the peak resident set of the process itself (VmHWM)
 * plus what its living descendants hold now (VmRSS); shared pages are counted in each, so a forking server
 * looks a little bigger than it is.
 *
 * @module
 */

/** CPU seconds and KiB of memory; `undefined` where the system does not tell. */
export interface Usage {
  readonly cpuSeconds: number | undefined;
  readonly peakKib: number | undefined;
  readonly residentKib: number | undefined;
  /** The time in which its own threads could have run and others had the processors. */
  readonly waitedSeconds: number | undefined;
}

const TICKS_PER_SECOND = 100; // USER_HZ: 100 on every Linux that Deno runs on

/**
 * Reads what a process and its descendants have used so far.
 *
 * @param pid a living process
 */
export function usageOf(pid: number): Usage {
  const own = statOf(pid);
  if (!own) {
    return { cpuSeconds: undefined, peakKib: undefined, residentKib: undefined, waitedSeconds: undefined };
  }
  const family = descendants(pid).map(statOf).filter((stat) => stat !== null);
  const sum = (pick: (stat: Stat) => number) => family.reduce((total, stat) => total + pick(stat), 0);
  return {
    cpuSeconds: own.cpuSeconds + sum((stat) => stat.cpuSeconds),
    peakKib: own.peakKib + sum((stat) => stat.residentKib),
    residentKib: own.residentKib + sum((stat) => stat.residentKib),
    waitedSeconds: own.waitedSeconds,
  };
}

/**
 * Keeps looking at a process while it works: children that end unreaped take their figures with them, so the
 * largest sum that was seen counts. The last 50 ms of a child's life may be missed.
 *
 * @param pid a living process
 * @returns a function that stops looking and gives the largest figures seen
 */
export function watchUsage(pid: number): () => Usage {
  let most = usageOf(pid);
  const look = () => (most = larger(most, usageOf(pid)));
  // A process with a thousand children takes long to inspect, and that must not become part of the
  // measurement
  const lookOn = () => {
    const begun = performance.now();
    look();
    timer = setTimeout(lookOn, Math.max(50, 50 * (performance.now() - begun)));
  };
  let timer = setTimeout(lookOn, 50);
  return () => {
    clearTimeout(timer);
    return look();
  };
}

/**
 * The memory a process and its descendants hold, each shared page divided among those who share it (PSS of
 * proc_pid_smaps(5)): the fair figure for a server that forks.
 *
 * @param pid a living process
 * @returns KiB, or `undefined` where the system does not tell
 */
export function proportionalKib(pid: number): number | undefined {
  const family = [pid, ...descendants(pid)].map(proportionOf);
  const known = family.filter((kib) => kib !== undefined);
  return known.length === 0 ? undefined : known.reduce((total, kib) => total + kib, 0);
}

function proportionOf(pid: number): number | undefined {
  try {
    const found = /^Pss:\s+(\d+)/m.exec(Deno.readTextFileSync(`/proc/${pid}/smaps_rollup`));
    return found ? Number(found[1]) : undefined;
  } catch {
    return undefined; // no /proc, or the process has just gone
  }
}

function larger(a: Usage, b: Usage): Usage {
  const most = (x: number | undefined, y: number | undefined) => x === undefined ? y : Math.max(x, y ?? 0);
  return {
    cpuSeconds: most(a.cpuSeconds, b.cpuSeconds),
    peakKib: most(a.peakKib, b.peakKib),
    residentKib: most(a.residentKib, b.residentKib),
    waitedSeconds: most(a.waitedSeconds, b.waitedSeconds),
  };
}

interface Stat {
  readonly cpuSeconds: number;
  readonly peakKib: number;
  readonly residentKib: number;
  readonly waitedSeconds: number;
}

function statOf(pid: number): Stat | null {
  try {
    const fields = Deno.readTextFileSync(`/proc/${pid}/stat`).replace(/^.*\) /s, "").split(" ");
    const status = Deno.readTextFileSync(`/proc/${pid}/status`);
    const kib = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
    // utime, stime, cutime, cstime are fields 14 to 17 of proc(5); the state, field 3, is now the first
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15).map((field) =>
      Number(field) / TICKS_PER_SECOND
    );
    const [ran, waitedSeconds] = threadSeconds(pid);
    const cpuSeconds = Math.max(user + system, ran) + childUser + childSystem;
    return { cpuSeconds, peakKib: kib("VmHWM"), residentKib: kib("VmRSS"), waitedSeconds };
  } catch {
    return null; // no /proc, or the process has just gone
  }
}

/**
 * The processor time of the living threads by the scheduler's own clock, and the time that they waited for a processor:
 * in nanoseconds where `stat` counts hundredths of
 * a second, which are a thirtieth of a short measurement. Threads that have ended are in `stat` only: neither is ever
 * too large.
 */
function threadSeconds(pid: number): [ran: number, waited: number] {
  let [ran, waited] = [0, 0];
  for (const { name } of Deno.readDirSync(`/proc/${pid}/task`)) {
    const [threadRan = 0, threadWaited = 0] = nanoseconds(pid, name);
    ran += threadRan / 1e9;
    waited += threadWaited / 1e9;
  }
  return [ran, waited];
}

/** Of one thread; none where the kernel keeps no statistics of its scheduler, or the thread has just ended. */
function nanoseconds(pid: number, thread: string): number[] {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/task/${thread}/schedstat`).split(" ").map(Number);
  } catch {
    return [];
  }
}

/** The living children of a process, their children, and so on; empty where there is no `/proc`. */
export function descendants(pid: number): number[] {
  try {
    const text = Deno.readTextFileSync(`/proc/${pid}/task/${pid}/children`).trim();
    const children = text === "" ? [] : text.split(" ").map(Number);
    return children.flatMap((child) => [child, ...descendants(child)]);
  } catch {
    return [];
  }
}

/** Whether a process is there, and has not ended unreaped. */
export function isAlive(pid: number): boolean {
  return !"ZX".includes(stateOf(pid));
}

/** Whether a process is stopped (SIGSTOP). */
export function isStopped(pid: number): boolean {
  return stateOf(pid) === "T";
}

/** The state of a process, a letter of proc(5); `X` for one that has gone. */
function stateOf(pid: number): string {
  try {
    return /^State:\s+(\w)/m.exec(Deno.readTextFileSync(`/proc/${pid}/status`))?.[1] ?? "X";
  } catch {
    return "X";
  }
}
