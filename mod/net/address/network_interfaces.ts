/** An address of a network interface, as `Deno.networkInterfaces()` lists them. */
export interface InterfaceAddress {
  readonly family: "IPv4" | "IPv6";
  readonly address: string;
}

/** All addresses of this machine; empty where the system does not say. */
export function networkInterfaces(): InterfaceAddress[] {
  try {
    return Deno.networkInterfaces();
  } catch {
    return []; // the system does not say
  }
}
