import type { Options } from "../options/options.ts";

/** Done before the address is opened; {@linkcode LATE} after that. */
const EARLY = ["setuid-early", "setgid-early", "substuser-early"];
const LATE = ["setuid", "setgid", "substuser", "substuser-delayed"];

/**
 * The options of an address that change whose rights a process has. None of them is ever accepted without
 * effect: a program that goes on as root while its user believes the opposite is worse than one that does not
 * start.
 */
export const PRIVILEGE_OPTIONS: readonly string[] = [...EARLY, ...LATE];

/** Those of an address, by their canonical names, in the order given. */
export function privilegeOptionsOf(options: Options): { early: string[]; late: string[] } {
  const given = options.all.map(([name]) => name);
  return {
    early: given.filter((name) => EARLY.includes(name)),
    late: given.filter((name) => LATE.includes(name)),
  };
}
