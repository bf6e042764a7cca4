import { descendants } from "../../tests/_kit/program/proc.ts";

/** The resources a server holds at a moment, from `/proc`, its children included. */
export interface ResourceUsage {
  readonly residentMib: number;
  readonly descriptors: number;
  readonly threads: number;
  readonly children: number;
}

/** Looks at a server and its children. @returns `undefined` where there is no `/proc`, or no such process */
export function resourceUsage(pid: number): ResourceUsage | undefined {
  try {
    const children = descendants(pid);
    const statuses = [pid, ...children].map((each) => statusOf(each)).filter((each) => each !== undefined);
    return {
      residentMib: statuses.reduce((sum, status) => sum + figure(status, "VmRSS"), 0) / 1024,
      descriptors: descriptorsOf(pid),
      threads: figure(statuses[0]!, "Threads"),
      children: children.length,
    };
  } catch {
    return undefined;
  }
}

/**
 * Those of the server itself. From source the runtime keeps the databases of its caches open, unless somebody
 * else was just filling them: on a machine where netlab never ran, a second start has nine descriptors more
 * than the first.
 */
function descriptorsOf(pid: number): number {
  return [...Deno.readDirSync(`/proc/${pid}/fd`)].filter(({ name }) => !isRuntimeCache(pid, name)).length;
}

function isRuntimeCache(pid: number, descriptor: string): boolean {
  try {
    return /\/\w+_cache_v\d+(-wal|-shm)?$/.test(Deno.readLinkSync(`/proc/${pid}/fd/${descriptor}`));
  } catch {
    return false; // closed meanwhile
  }
}

function statusOf(pid: number): string | undefined {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/status`);
  } catch {
    return undefined; // a child that has just ended
  }
}

function figure(status: string, key: string): number {
  return Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
}
