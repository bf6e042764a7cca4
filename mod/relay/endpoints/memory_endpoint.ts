import type { RelayContext } from "../context.ts";
import type { RelayEndpoint } from "../relay_endpoint.ts";
import type { MemoryPipe } from "./memory_pipe.ts";
import type { MessagePipe } from "./message_pipe.ts";

/** A pipe in memory as one side of a relay: what is written to it comes back. */
export function memoryEndpoint(
  pipe: MemoryPipe | MessagePipe,
  datagram: boolean,
  { descriptors }: RelayContext,
): RelayEndpoint {
  const fds = [descriptors.take(), descriptors.take()] as const;
  let open = true;
  return {
    fds,
    readable: true,
    writable: true,
    datagram,
    environment: {},
    read: (buffer) => pipe.read(buffer),
    write: (bytes) => pipe.write(bytes),
    shutdown: () => Promise.resolve(pipe.end()),
    close: () => {
      if (open) fds.forEach((fd) => descriptors.release(fd));
      open = false;
      return Promise.resolve(pipe.end());
    },
  };
}
