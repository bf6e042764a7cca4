import { typeErrorOf } from "../../i18n/message_error.ts";
import { msg } from "../../i18n/message.ts";
import { literalFamily } from "../address/ip_literal.ts";
import { Libc } from "../libc.ts";
import { SOCKET } from "../socket_constants.ts";
import { isNamed, namedDescriptors } from "../tcp/socket_descriptor.ts";
import type { HostPort } from "../tcp/dial.ts";

/** How datagrams to a group leave (IPv4). */
export interface MulticastOptions {
  /** The interface by name or address; without it, the routing table chooses. */
  readonly interface?: string | undefined;
  /** How many routers they may pass. */
  readonly ttl?: number | undefined;
  /** Whether this computer gets them back. */
  readonly loopback?: boolean | undefined;
}

/**
 * Sets how an open UDP socket sends to groups; ip(7). Neither takes being a member of one, for which alone the
 * runtime has calls.
 *
 * @param local the socket's own name
 * @returns false where that cannot be done: without the C library of Linux
 * @throws {Error} the system's
 */
export function setMulticastOptions(local: HostPort, options: MulticastOptions): boolean {
  using libc = Libc.open(["getsockname", "setsockopt", "errno"]);
  if (libc === undefined) return false;
  const descriptor = descriptorOf(local, libc);
  if (descriptor === undefined) return false;
  const set = (option: number, value: number) => libc.setOption(descriptor, IPPROTO_IP, option, value);
  if (options.interface !== undefined) {
    set(IP_MULTICAST_IF, addressNumber(interfaceAddress(options.interface)));
  }
  if (options.ttl !== undefined) set(IP_MULTICAST_TTL, options.ttl);
  if (options.loopback !== undefined) set(IP_MULTICAST_LOOP, Number(options.loopback));
  return true;
}

const { IPPROTO_IP, IP_MULTICAST_IF, IP_MULTICAST_TTL, IP_MULTICAST_LOOP } = SOCKET;

/** The newest socket of that name: the one that has just been opened. */
function descriptorOf(local: HostPort, libc: Libc): number | undefined {
  const found = namedDescriptors((descriptor) => libc.nameOf(descriptor)).filter(([, name]) =>
    isNamed(name, local)
  );
  return [...found].at(-1)?.[0];
}

/** The four bytes of an address (`struct in_addr`) as a number of this computer. */
function addressNumber(address: string): number {
  return new Int32Array(new Uint8Array(address.split(".").map(Number)).buffer)[0]!;
}

/** The IPv4 address of an interface given by address or name. */
export function interfaceAddress(text: string): string {
  if (literalFamily(text) === 4) return text;
  const found = Deno.networkInterfaces().find((each) => each.name === text && each.family === "IPv4");
  if (found === undefined) throw typeErrorOf(msg`no IPv4 interface "${text}"`);
  return found.address;
}
