import { Libc } from "../libc.ts";
import { DescriptorPoller } from "./descriptor_poller.ts";

/** The C library, and what waits for the sockets that are made through it. */
export interface DescriptorAccess {
  readonly libc: Libc;
  readonly poller: DescriptorPoller;
}

let shared: DescriptorAccess | undefined;

/** Those of this program; undefined where there is no C library of Linux. */
export function descriptors(): DescriptorAccess | undefined {
  if (shared !== undefined) return shared;
  const libc = Libc.open();
  return libc && (shared = { libc, poller: new DescriptorPoller(libc) });
}

/**
 * The same for code that can do nothing without.
 *
 * @throws {Error} where there is no C library that may be used.
 */
export function requiredDescriptors(): DescriptorAccess {
  const found = descriptors();
  if (found === undefined) throw Object.assign(new Error("no C library"), { code: "ENOSYS" });
  return found;
}
