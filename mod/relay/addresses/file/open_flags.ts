import { RelayError } from "../../relay_endpoint.ts";
import { systemTitle, thisSystem } from "../../../system/system.ts";
import type { Options } from "../../options/options.ts";

/** Linux numbers of the flags the option table knows. */
export const OPEN_FLAGS: Readonly<Record<string, number>> = {
  "o-create": 0o100,
  "o-excl": 0o200,
  append: 0o2000,
  "o-dsync": 0o10000,
  "o-directory": 0o200000,
  "o-nofollow": 0o400000,
  "o-noatime": 0o1000000,
  "o-sync": 0o4010000,
};

/** The names of the flags on other systems; each system has numbers of its own. */
const NAMES: Readonly<Record<string, string>> = {
  "o-create": "O_CREAT",
  "o-excl": "O_EXCL",
  append: "O_APPEND",
  "o-dsync": "O_DSYNC",
  "o-directory": "O_DIRECTORY",
  "o-nofollow": "O_NOFOLLOW",
  "o-noatime": "O_NOATIME",
  "o-sync": "O_SYNC",
};

/**
 * The flags in the numbers of the system we run on.
 *
 * @throws {RelayError} for a flag that it does not have
 */
export function systemFlags(flags: number, constants: object): number {
  if (Deno.build.os === "linux") return flags;
  return Object.entries(OPEN_FLAGS).filter(([, bits]) => (flags & bits) === bits).reduce((all, [name]) => {
    const bits = Object.entries(constants).find(([constant]) => constant === NAMES[name])?.[1];
    if (bits === undefined) {
      throw new RelayError(`option ${name} is not supported on ${systemTitle(thisSystem())}`);
    }
    return all | bits;
  }, flags & 3);
}

/** The flags that options ask for. */
export function optionFlags(options: Options): number {
  return Object.entries(OPEN_FLAGS).reduce(
    (all, [name, flag]) => options.flag(name) ? all | flag : all,
    0,
  );
}
