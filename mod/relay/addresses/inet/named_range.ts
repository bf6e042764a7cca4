/** A range whose network is a host's name: `localhost:255.255.255.255`, `gateway/24`, `peer`. */
const NAMED = /^([a-z][\w.-]*)(:[^:]*|\/.*)?$/i;

/** Whether the network of a range has to be looked up. */
export function isNamedRange(range: string): boolean {
  return NAMED.test(range);
}

/** The range with the host's IPv4 address in place of its name; others as they are. */
export async function resolveRange(range: string): Promise<string> {
  const [, name, rest = ""] = NAMED.exec(range) ?? [];
  if (name === undefined) return range;
  const { addressesOf } = await import("./resolve.ts");
  return `${(await addressesOf(name, 4, 4))[0]}${rest}`;
}
