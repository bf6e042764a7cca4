/**
 * Which cores a server runs on, and which one the load comes from.
 *
 * A load generator that shares a core with the server takes from it what it is about to measure, and the system's
 * scheduler decides how much. So the load has a core to itself, the last one that this process may use, and the
 * server has the others; a sibling of the load's core (two threads of one core) is left to neither. It is the wrong
 * choice where a server is to show what it makes of all cores.
 *
 * @module
 */

/** Numbers of cores, as the system counts them. */
export interface Cores {
  readonly server: readonly number[];
  readonly load: number;
}

/** Where servers and load run, in relation to each other. */
export type Placing = "apart" | "together" | "every core";

/** The cores of servers and load for a placing; `undefined` when nobody is kept anywhere. */
export function placed(placing: Placing = "apart", cores: Cores | undefined): Cores | undefined {
  if (placing === "every core" || cores === undefined) return undefined;
  return placing === "apart" ? cores : { server: [cores.load], load: cores.load };
}

/**
 * Divides cores between server and load.
 *
 * @param allowed those that this process may use
 * @param siblings all hardware threads of the core that one of them is on, itself among them
 * @returns `undefined` when there is one only
 */
export function divideCores(
  allowed: readonly number[],
  siblings: (core: number) => readonly number[],
): Cores | undefined {
  const load = allowed.at(-1);
  if (load === undefined || allowed.length < 2) return undefined;
  const apart = allowed.filter((core) => core !== load && !siblings(load).includes(core));
  return { load, server: apart.length > 0 ? apart : allowed.slice(0, -1) };
}

/** The cores of this machine, divided; `undefined` where there is one, or the system does not tell. */
export function ourCores(): Cores | undefined {
  try {
    const status = Deno.readTextFileSync("/proc/self/status");
    return divideCores(coreList(/^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? ""), siblingsOf);
  } catch {
    return undefined; // no /proc
  }
}

function siblingsOf(core: number): readonly number[] {
  try {
    return coreList(
      Deno.readTextFileSync(`/sys/devices/system/cpu/cpu${core}/topology/thread_siblings_list`).trim(),
    );
  } catch {
    return [core]; // the system does not tell
  }
}

/** @param text as in `/proc`: `0-3,8` */
export function coreList(text: string): number[] {
  return text.split(",").filter((part) => part !== "").flatMap((part) => {
    const [first = NaN, last = first] = part.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
