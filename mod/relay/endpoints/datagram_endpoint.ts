import type { RelayContext } from "../context.ts";
import type { Endpoint, NamedEnd } from "../endpoint.ts";

/** The calls of a `Deno.DatagramConn` that a relay uses, for one kind of address. */
export interface DatagramSocket<Address> {
  receive(buffer: Uint8Array): Promise<[Uint8Array, Address]>;
  send(bytes: Uint8Array, to: Address): Promise<number>;
  close(): void;
}

/** Who may send to us, whom we send to, and what is left when it is over. */
export interface DatagramOptions<Address> {
  /** Where writes go; undefined: this side cannot be written. */
  readonly target?: Address | undefined;
  /** Which messages are for us. Default: all. */
  readonly accepts?: (from: Address) => boolean;
  /** False: this side is never read. */
  readonly readable?: boolean;
  /** A message that was already received: the first read gives it. */
  readonly first?: Uint8Array;
  /** The stream ends after the first message (RECVFROM). */
  readonly once?: boolean;
  /** How a message names its failure: `sendto(5, …)`. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly names?: { readonly local: NamedEnd; readonly remote: NamedEnd };
  /** Instead of closing the socket. */
  readonly close?: () => void;
  readonly received?: (count: number, from: Address) => void;
}

/**
 * A datagram socket as one side of a relay: one read is one message, one write sends one. Reads are taken from the
 * system one by one, so what we do not read waits in the system's buffer, which drops when it is full: that is what
 * datagrams are allowed to do, and nothing piles up in our memory.
 */
export function datagramEndpoint<Address>(
  socket: DatagramSocket<Address>,
  context: RelayContext,
  options: DatagramOptions<Address>,
): Endpoint {
  const fd = context.descriptors.take();
  let open = true;
  let first = options.first;
  let taken = false;
  const receive = async (buffer: Uint8Array): Promise<number | null> => {
    try {
      while (open) {
        const [bytes, from] = await socket.receive(buffer);
        if (options.accepts !== undefined && !options.accepts(from)) continue;
        options.received?.(bytes.length, from);
        return bytes.length;
      }
    } catch (error) {
      // A receive that our own close interrupts is the end, not an error.
      if (open) throw error;
    }
    return null;
  };
  return {
    fds: [fd, fd],
    readable: options.readable ?? true,
    writable: options.target !== undefined,
    datagram: true,
    environment: options.environment ?? {},
    ...(options.names === undefined ? {} : { names: options.names }),
    read: (buffer) => {
      if (options.once && taken) return Promise.resolve(null);
      taken = true;
      if (first === undefined) return receive(buffer);
      const count = Math.min(first.length, buffer.length);
      buffer.set(first.subarray(0, count));
      first = undefined;
      return Promise.resolve(count);
    },
    write: async (bytes) => {
      await socket.send(bytes, options.target!);
    },
    shutdown: () => Promise.resolve(),
    close: () => {
      if (open) (options.close ?? (() => socket.close()))();
      open = false;
      context.descriptors.release(fd);
      return Promise.resolve();
    },
  };
}
