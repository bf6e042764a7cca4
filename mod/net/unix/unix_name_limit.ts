import { type System, thisSystem } from "../../system/system.ts";

/**
 * The longest name of a UNIX socket, in bytes: what a `sockaddr_un` has room for with the zero at the end
 * of a path, or in front of an abstract name. Undefined on Windows, where the runtime has none.
 */
export function unixNameLimit(system: System = thisSystem()): number | undefined {
  return { linux: 107, darwin: 103, windows: undefined }[system];
}
