import type { RelayEndpoint } from "../relay_endpoint.ts";

/** `A!!B` as one side: reads come from A, writes go to B. */
export function dualEndpoint(from: RelayEndpoint, to: RelayEndpoint): RelayEndpoint {
  return {
    fds: [from.fds[0], to.fds[1]],
    readable: from.readable,
    writable: to.writable,
    datagram: from.datagram && to.datagram,
    messages: from.messages === true && to.messages === true,
    environment: { ...from.environment, ...to.environment },
    read: (buffer) => from.read(buffer),
    write: (bytes, part) => to.write(bytes, part),
    shutdown: (ending) => to.shutdown(ending),
    ready: async () => {
      await Promise.all([from.ready?.(), to.ready?.()]);
    },
    part: () => to.messages ? from.part?.() : undefined,
    ending: () => from.ending?.(),
    failing: () => to.failing?.(),
    close: async () => {
      await Promise.all([from.close(), to.close()]);
    },
  };
}
