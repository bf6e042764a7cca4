import { type Address, plainHostname } from "../../net/address.ts";

/** Whose machine an address is: the host without the port, which changes with each connection. */
export function addressHost(address: Address): string {
  return "hostname" in address ? plainHostname(address.hostname) : "local";
}
