/** The resources a program and its children use, as Linux reports them. */
export interface ProcessUse {
  /** Resident memory of all of them, in bytes. Pages that several share are counted for each. */
  readonly memory: number;
  readonly processes: number;
  readonly threads: number;
  /**
   * Processor time of all of them so far, including children that have ended and were waited for,
   * in milliseconds.
   */
  readonly cpu: number;
}

/**
 * Looks at a process and all its descendants (proc(5)).
 *
 * @returns `undefined` on a system without `/proc`, or when the process is gone.
 */
export function measureProcess(pid: number): ProcessUse | undefined {
  const use = { memory: 0, processes: 0, threads: 0, cpu: 0 };
  const queue = [pid];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const one = lookAt(next);
    if (one === undefined) continue;
    use.processes++;
    use.memory += one.memory;
    use.threads += one.threads;
    use.cpu += one.cpu;
    queue.push(...childrenOf(next));
  }
  return use.processes === 0 ? undefined : use;
}

function lookAt(pid: number): Omit<ProcessUse, "processes"> | undefined {
  const stat = readProc(`${pid}/stat`);
  // The name, in parentheses, may hold anything; the fields are counted after it. Field 3 comes
  // first.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields.length < 22) return undefined;
  const at = (number: number) => Number(fields[number - 3]);
  const ticks = at(14) + at(15) + at(16) + at(17);
  return { memory: at(24) * PAGE, threads: at(20), cpu: ticks * MILLISECONDS_PER_TICK };
}

function childrenOf(pid: number): number[] {
  try {
    return [...Deno.readDirSync(`/proc/${pid}/task`)]
      .flatMap((task) => readProc(`${pid}/task/${task.name}/children`).split(" "))
      .filter((child) => child !== "").map(Number);
  } catch {
    return []; // it has just ended
  }
}

function readProc(path: string): string {
  try {
    return Deno.readTextFileSync(`/proc/${path}`);
  } catch {
    return ""; // it has just ended, or there is no such file here
  }
}

const PAGE = 4096;
/** USER_HZ is 100 on every Linux that Deno runs on. */
const MILLISECONDS_PER_TICK = 10;
