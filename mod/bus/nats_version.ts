/**
 * Whether a server of NATS is older than a release of version 2.
 *
 * @param version as the server tells it, such as `2.9.10` or `2.12.0-dev`; one that tells none counts as old
 * @param minor such as 10 for 2.10
 */
export function isBefore(version: string | undefined, minor: number): boolean {
  const [major = 0, own = 0] = (version ?? "").split(".").map(Number);
  return major < 2 || major === 2 && own < minor;
}
