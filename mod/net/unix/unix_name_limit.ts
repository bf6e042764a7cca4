import { type System, thisSystem } from "../../system/system.ts";

/**
 * The longest name of a UNIX socket, in bytes: what a `sockaddr_un` has room for (108 on Linux, 104 on
 * macOS) beside the zero at the end of a path, or in front of an abstract name.
 */
export function unixNameLimit(system: System = thisSystem()): number {
  return system === "linux" ? 107 : 103;
}
