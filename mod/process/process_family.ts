/** A process and those that it has started, as the system shows them at one moment. */
export interface ProcessFamily {
  /** The numbers of the processes that live. */
  readonly pids: readonly number[];
  /** Hundredths of a second of processor time that all of them have used, with their ended children. */
  readonly processorTicks: number;
}

/**
 * The process group that a process leads (proc_pid_stat(5)), and all that it has started besides: a program in a jail
 * has a session of its own.
 *
 * @returns undefined where the system does not show it: anywhere but on Linux.
 */
export function processFamily(leader: number): ProcessFamily | undefined {
  const all = processes();
  if (all === undefined) return undefined;
  const tree = new Set(treeAmong(all, leader).map(({ pid }) => pid));
  const living = all.filter(({ pid, group }) => group === leader || tree.has(pid));
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
  return treeAmong(processes() ?? [], leader).filter(({ pid, group }) => pid !== leader && group !== leader);
}

/**
 * A process, and after it those that it has started and those that they have, in sessions of their own, too.
 *
 * @returns undefined where the system does not show it.
 */
export function processTree(root: number): ProcessIdentity[] | undefined {
  const living = processes();
  return living && treeAmong(living, root);
}

function treeAmong(living: readonly ProcessStat[], root: number): ProcessStat[] {
  const tree = living.filter(({ pid }) => pid === root);
  for (let at = 0; at < tree.length; at++) {
    tree.push(...living.filter(({ parent }) => parent === tree[at]!.pid));
  }
  return tree;
}

/**
 * The memory that these processes use, bytes: what they have written to, and what others among them have got from them
 * only once.
 */
export function memoryOf(all: readonly ProcessIdentity[]): number {
  return all.reduce((sum, { pid }) => sum + ownMemory(pid), 0);
}

function ownMemory(pid: number): number {
  const [used = 0, shared = 0] = [/^RssAnon:\s+(\d+)/m, /^RssShmem:\s+(\d+)/m].map((field) =>
    kilobytes(`/proc/${pid}/status`, field)
  );
  // What a child has of its parent counts in both, so where it may matter the proportional share is asked for.
  const share = used < 16 * 1024 ? 0 : kilobytes(`/proc/${pid}/smaps_rollup`, /^Pss_Anon:\s+(\d+)/m);
  return ((share || used) + shared) * 1024;
}

function kilobytes(path: string, field: RegExp): number {
  try {
    return Number(field.exec(Deno.readTextFileSync(path))?.[1] ?? 0);
  } catch {
    return 0; // it has just ended, or is not ours to look at
  }
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
