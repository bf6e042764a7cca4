/**
 * A host and a port written as one word: `localhost:8765`, `127.0.0.1:8765`, `[::1]:8765`.
 *
 * @returns `undefined` when the word is not of that form, such as a host alone or an IPv6 address without
 *   brackets.
 */
export function parseHostPort(word: string): { hostname: string; port: number } | undefined {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(word);
  const port = Number(match?.[3]);
  if (!match || port < 1 || port > 65_535) return undefined;
  return { hostname: (match[1] ?? match[2])!, port };
}
