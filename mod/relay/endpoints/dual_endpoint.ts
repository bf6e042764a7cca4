import type { RelayEndpoint } from "../relay_endpoint.ts";

/** `A!!B` as one side: reads come from A, writes go to B. */
export function dualEndpoint(from: RelayEndpoint, to: RelayEndpoint): RelayEndpoint {
  return {
    fds: [from.fds[0], to.fds[1]],
    readable: from.readable,
    writable: to.writable,
    datagram: from.datagram && to.datagram,
    environment: { ...from.environment, ...to.environment },
    read: (buffer) => from.read(buffer),
    write: (bytes) => to.write(bytes),
    shutdown: () => to.shutdown(),
    close: async () => {
      await Promise.all([from.close(), to.close()]);
    },
  };
}
