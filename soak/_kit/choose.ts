import { WrongOptions } from "./typed_words.ts";

/** The possible parts of a run, and those of them that this machine cannot provide. */
export interface Choice<Server, Fault> {
  readonly servers: readonly Server[];
  readonly faults: readonly Fault[];
  /** `name: reason`. */
  readonly skipped: readonly string[];
}

/** Something with a name. */
interface Named {
  readonly name: string;
}

/**
 * The servers with a word in their name and every fault; or else every server, and the faults with it in
 * theirs.
 *
 * @throws {WrongOptions} when nothing is left; its message lists the choices
 */
export function choose<Server extends Named, Fault extends Named>(
  only: string,
  { servers, faults, skipped }: Choice<Server, Fault>,
): { servers: readonly Server[]; faults: readonly Fault[] } {
  const has = ({ name }: Named) => name.includes(only);
  if (servers.some(has)) return { servers: servers.filter(has), faults };
  if (faults.some(has)) return { servers, faults: faults.filter(has) };
  const unable = skipped.find((each) => each.split(":")[0]!.includes(only));
  if (unable !== undefined) throw new WrongOptions(`--only ${only} cannot be had here: ${unable}`);
  const names = (all: readonly Named[]) => all.map(({ name }) => name).join(", ");
  throw new WrongOptions(
    `--only ${only}: no server and no fault has this in its name.\n` +
      `  servers: ${names(servers)}\n  faults: ${names(faults)}`,
  );
}
