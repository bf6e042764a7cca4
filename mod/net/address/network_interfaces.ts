/** An address of a network interface, as `Deno.networkInterfaces()` lists them. */
export interface InterfaceAddress {
  readonly family: "IPv4" | "IPv6";
  readonly address: string;
}

/** All addresses of this machine; none where the system does not tell. */
export function networkInterfaces(): InterfaceAddress[] {
  try {
    return Deno.networkInterfaces();
  } catch {
    return []; // a system that does not tell
  }
}
