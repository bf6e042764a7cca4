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
  const living = processes()?.filter(({ group }) => group === leader);
  if (living === undefined) return undefined;
  return {
    pids: living.map(({ pid }) => pid),
    processorTicks: living.reduce((sum, { ticks }) => sum + ticks, 0),
  };
}

/** One process, which is another one when its number is given away again. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks from the system's start to its own. */
  readonly startedAt: number;
}

/**
 * Those that a process has started, and those that they have, which have left its process group: a child that has
 * called `setsid` is not reached by a signal to the group. Who has lost its parent is not among them.
 *
 * @returns nobody where the system does not show it.
 */
export function strayDescendants(leader: number): ProcessIdentity[] {
  const living = processes() ?? [];
  const family = new Set([leader]);
  // A child may have a smaller number than its parent; each round finds at least one more, or ends.
  for (let before = 0; before !== family.size;) {
    before = family.size;
    for (const { pid, parent } of living) if (family.has(parent)) family.add(pid);
  }
  return living.filter(({ pid, group }) => pid !== leader && family.has(pid) && group !== leader);
}

/** Ends that process at once if it still lives. */
export function killProcess({ pid, startedAt }: ProcessIdentity): void {
  if (statOf(String(pid))?.startedAt !== startedAt) return;
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It has just ended, or is not ours any more
  }
}

interface ProcessStat extends ProcessIdentity {
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  readonly ticks: number;
}

/** All that live; undefined where there is no /proc. */
function processes(): ProcessStat[] | undefined {
  try {
    return [...Deno.readDirSync("/proc")].flatMap(({ name }) => {
      const stat = /^\d+$/.test(name) ? statOf(name) : undefined;
      return stat === undefined || stat.state === "Z" ? [] : [stat];
    });
  } catch {
    return undefined;
  }
}

function statOf(pid: string): ProcessStat | undefined {
  try {
    const text = Deno.readTextFileSync(`/proc/${pid}/stat`);
    // The program's name stands in parentheses and may hold anything, parentheses included.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return {
      pid: Number(pid),
      state: fields[0] ?? "",
      parent: Number(fields[1]),
      group: Number(fields[2]),
      ticks,
      startedAt: Number(fields[19]),
    };
  } catch {
    return undefined; // it has just ended
  }
}
