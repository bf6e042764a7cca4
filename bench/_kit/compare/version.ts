import { join } from "@std/path";
import type { Candidate } from "../candidate.ts";
import { root } from "../root.ts";

/** A netlab that can be started: sources, or a compiled program. */
export interface NetlabVersion {
  /** What stands before the words that follow `netlab`. */
  readonly start: readonly string[];
  /** Its name beside that of the measured program. */
  readonly name: string;
  /** Where it is started; for sources their own folder. */
  readonly cwd?: string;
}

/**
 * The flags that the tasks `netlab` and `compile` give V8: a young generation that stays in the
 * cache; see docs/performance.md.
 */
export const YOUNG_SPACE = "--v8-flags=--max-semi-space-size=4";

/** The version under measurement: these sources, or the compiled program that `NETLAB_BIN` names. */
export function thisVersion(): NetlabVersion {
  const program = Deno.env.get("NETLAB_BIN");
  return program ? { start: [program], name: "netlab" } : sourcesIn(root, "netlab");
}

/** The version whose sources are in a folder. @param name of it, among others */
export function sourcesIn(folder: string, name: string): NetlabVersion {
  return { start: [Deno.execPath(), "run", "-A", YOUNG_SPACE, join(folder, "main.ts")], name, cwd: folder };
}

/**
 * The same server from another version.
 *
 * @param candidate of any comparison
 * @returns `undefined` when that is not netlab
 */
export function inVersion(candidate: Candidate, version: NetlabVersion): Candidate | undefined {
  const { start } = thisVersion();
  const words = (port: number) => candidate.command(port).slice(start.length);
  const command = candidate.command(0);
  if (!start.every((word, index) => command[index] === word)) return undefined;
  const cwd = candidate.cwd ?? version.cwd;
  return {
    ...candidate,
    name: `${candidate.name}, ${version.name}`,
    standsFor: candidate,
    command: (port) => [...version.start, ...words(port)],
    version: [...version.start, "--version"],
    ...(cwd === undefined ? {} : { cwd }),
  };
}
