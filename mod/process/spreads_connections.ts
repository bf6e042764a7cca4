/**
 * Whether this system spreads the connections to a port over all sockets that listen on it with
 * SO_REUSEPORT (socket(7)). Others know the option, or another of its name, but give all of them to one.
 */
export function spreadsConnections(os: string = Deno.build.os): boolean {
  return os === "linux";
}
