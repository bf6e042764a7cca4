import type { RelayContext } from "../context.ts";
import type { RelayEndpoint } from "../relay_endpoint.ts";
import type { HostPort } from "../../net/tcp/dial.ts";

interface SendingSocket<Address> {
  send(bytes: Uint8Array, to: NonNullable<Address>): Promise<unknown>;
  close(): void;
}

/** The calls of a datagram socket that a relay uses, for one kind of address. */
export interface MessageSocket<Address> extends SendingSocket<Address> {
  receive(buffer: Uint8Array): Promise<{ readonly bytes: Uint8Array; readonly from: Address }>;
}

/** The same where all messages that come are from one peer and for us. */
export interface OnePeerSocket<Address> extends SendingSocket<Address> {
  /** How long the next message is, as far as there is room for it; null once it is closed. */
  read(buffer: Uint8Array): Promise<number | null>;
}

type Socket<Address> = MessageSocket<Address> | OnePeerSocket<Address>;

/** Which peers may send to us, which peers we send to, and what is left when it is over. */
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
  readonly names?: { readonly local: HostPort; readonly remote: HostPort };
  /** Instead of closing the socket. */
  readonly close?: () => void;
  /** Called with each message when it is read, the first one included. */
  readonly received?: (count: number, from: Address) => void;
}

/**
 * A datagram socket as one side of a relay: one read is one message, one write sends one. Reads are taken
 * from the system one by one, so messages we do not read wait in the system's buffer, which drops
 * them when it is full: datagrams may get lost, and nothing piles up in our memory.
 */
export function datagramEndpoint<Address>(
  socket: Socket<Address>,
  context: RelayContext,
  options: DatagramOptions<Address>,
): RelayEndpoint {
  return new DatagramEndpoint(socket, context, options);
}

class DatagramEndpoint<Address> implements RelayEndpoint {
  readonly fds: readonly [number, number];
  readonly readable: boolean;
  readonly writable: boolean;
  readonly datagram = true;
  readonly environment: Readonly<Record<string, string>>;
  readonly names?: { readonly local: HostPort; readonly remote: HostPort };
  readonly #socket: Socket<Address>;
  /** Where messages are taken from: the socket itself, where all of them are for us. */
  readonly #source: Pick<OnePeerSocket<Address>, "read">;
  readonly #context: RelayContext;
  readonly #options: DatagramOptions<Address>;
  #first: Uint8Array | undefined;
  #taken = false;
  #open = true;

  constructor(socket: Socket<Address>, context: RelayContext, options: DatagramOptions<Address>) {
    this.#socket = socket;
    this.#source = "read" in socket ? socket : new Receiver(socket, options, () => this.#open);
    this.#context = context;
    this.#options = options;
    const fd = context.descriptors.take();
    this.fds = [fd, fd];
    this.readable = options.readable ?? true;
    this.writable = options.target !== undefined;
    this.environment = options.environment ?? {};
    if (options.names !== undefined) this.names = options.names;
    this.#first = options.first;
  }

  read(buffer: Uint8Array): Promise<number | null> {
    if (this.#options.once && this.#taken) return Promise.resolve(null);
    this.#taken = true;
    if (this.#first !== undefined) return Promise.resolve(this.#giveFirst(buffer));
    return this.#open ? this.#source.read(buffer) : Promise.resolve(null);
  }

  write(bytes: Uint8Array): Promise<unknown> {
    return this.#socket.send(bytes, this.#options.target!);
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    if (this.#open) (this.#options.close ?? (() => this.#socket.close()))();
    this.#open = false;
    this.#context.descriptors.release(this.fds[0]);
    return Promise.resolve();
  }

  #giveFirst(buffer: Uint8Array): number {
    const message = this.#first!.subarray(0, buffer.length);
    buffer.set(message);
    this.#first = undefined;
    this.#options.received?.(message.length, this.#options.target as Address);
    return message.length;
  }
}

/** Takes the messages that are for us from a socket to which anybody may send. */
class Receiver<Address> {
  readonly #socket: MessageSocket<Address>;
  readonly #options: DatagramOptions<Address>;
  readonly #open: () => boolean;
  /** Where the read that is under way puts its message. */
  #buffer: Uint8Array = NOTHING;

  constructor(socket: MessageSocket<Address>, options: DatagramOptions<Address>, open: () => boolean) {
    this.#socket = socket;
    this.#options = options;
    this.#open = open;
  }

  read(buffer: Uint8Array): Promise<number | null> {
    this.#buffer = buffer;
    return this.#socket.receive(buffer).then(this.#received, this.#failed);
  }

  #isForUs(from: Address): boolean {
    return this.#options.accepts === undefined || this.#options.accepts(from);
  }

  /** A loop, because a chain of promises would grow with every message that is not for us. */
  async #nextForUs(): Promise<number | null> {
    while (this.#open()) {
      const { bytes, from } = await this.#socket.receive(this.#buffer);
      if (!this.#isForUs(from)) continue;
      this.#options.received?.(bytes.length, from);
      return bytes.length;
    }
    return null;
  }

  // Two functions an endpoint instead of an async frame a message.

  readonly #received = (
    { bytes, from }: { bytes: Uint8Array; from: Address },
  ): number | Promise<number | null> => {
    if (!this.#isForUs(from)) return this.#nextForUs().catch(this.#failed);
    this.#options.received?.(bytes.length, from);
    return bytes.length;
  };

  /** A receive that our own close interrupts is the end, not an error. */
  readonly #failed = (error: unknown): null => {
    if (this.#open()) throw error;
    return null;
  };
}

const NOTHING = new Uint8Array(0);
