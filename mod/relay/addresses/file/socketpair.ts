import { MessagePipe } from "../../endpoints/message_pipe.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";

/** `SOCKETPAIR`: what is written comes back, message by message, where PIPE gives back a stream. */
export default async function* open({ context }: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const pipe = new MessagePipe();
  const fds = [context.descriptors.take(), context.descriptors.take()] as const;
  let open = true;
  yield await Promise.resolve({
    fds,
    readable: true,
    writable: true,
    datagram: true,
    environment: {},
    read: (buffer) => pipe.read(buffer),
    write: (bytes) => pipe.write(bytes),
    shutdown: () => Promise.resolve(pipe.end()),
    close: () => {
      if (open) fds.forEach((fd) => context.descriptors.release(fd));
      open = false;
      return Promise.resolve(pipe.end());
    },
  });
}
