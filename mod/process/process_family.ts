/** A process and those that it has started, as the system shows them at one moment. */
export interface ProcessFamily {
  /** The numbers of the processes that live. */
  readonly pids: readonly number[];
  /** Hundredths of a second of processor time that all of them have used, with their ended children. */
  readonly processorTicks: number;
}

/**
 * The process group that a process leads (proc_pid_stat(5)).
 *
 * @returns undefined where the system does not show it: anywhere but on Linux.
 */
export function processFamily(leader: number): ProcessFamily | undefined {
  const pids: number[] = [];
  let processorTicks = 0;
  try {
    for (const { name } of Deno.readDirSync("/proc")) {
      const stat = /^\d+$/.test(name) ? statOf(name) : undefined;
      if (stat === undefined || stat.group !== leader || stat.state === "Z") continue;
      pids.push(Number(name));
      processorTicks += stat.ticks;
    }
  } catch {
    return undefined; // no /proc
  }
  return { pids, processorTicks };
}

interface ProcessStat {
  readonly state: string;
  readonly group: number;
  readonly ticks: number;
}

function statOf(pid: string): ProcessStat | undefined {
  try {
    const text = Deno.readTextFileSync(`/proc/${pid}/stat`);
    // The program's name stands in parentheses and may hold anything, parentheses included.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { state: fields[0] ?? "", group: Number(fields[2]), ticks };
  } catch {
    return undefined; // it has just ended
  }
}
