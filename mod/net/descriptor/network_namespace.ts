import type { Libc } from "../libc.ts";
import { requiredDescriptors } from "./descriptors.ts";

/**
 * # Another network of this machine
 *
 * Linux can have several networks side by side, with interfaces, addresses and ports of their own
 * (network_namespaces(7)), each a name in /run/netns (ip-netns(8)). A socket belongs for ever to the network in
 * which its thread was when it was made. So this thread goes there for the one call that makes the socket, or
 * starts the program, and comes back before anything else can run.
 */
export interface Network {
  /** As `ip netns` lists it. */
  readonly name: string;
  readonly libc: Libc;
  /** A descriptor of the namespace, kept open. */
  readonly there: number;
  /** One of our own. */
  readonly here: number;
}

/**
 * Finds a network and tries to go there and back, while a refusal does no harm yet.
 *
 * @throws {Error} the system's: no such name, or not permitted (CAP_SYS_ADMIN).
 */
export function openNetwork(name: string): Network {
  const { libc } = requiredDescriptors();
  using opened = new DisposableStack();
  const open = (path: string) => opened.adopt(libc.openFile(path), (fd) => libc.close(fd));
  const network = { name, libc, there: open(`/run/netns/${name}`), here: open("/proc/self/ns/net") };
  inNetwork(network, () => {});
  opened.move();
  return network;
}

/**
 * Does something at once in a network; without one, here.
 *
 * @throws {Error} the system's, before `act` has been called; or what `act` throws.
 */
export function inNetwork<T>(network: Network | undefined, act: () => T): T {
  if (network === undefined) return act();
  const { libc, there, here } = network;
  libc.enterNetwork(there);
  try {
    return act();
  } finally {
    libc.enterNetwork(here);
  }
}
