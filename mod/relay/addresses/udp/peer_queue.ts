import type { InetAddress } from "../../../net/address/socket_address.ts";
import type { DatagramSocket } from "../../../net/udp/datagram_socket.ts";
import type { OnePeerSocket } from "../../endpoints/datagram_endpoint.ts";

/** As many bytes as the system would keep for a socket. */
export const CAPACITY = 1024 * 1024;
/**
 * The cost of a message besides its bytes; the system counts as much for its own (socket(7),
 * SO_RCVBUF).
 */
const OVERHEAD = 256;

/**
 * The datagrams of one sender, taken from a shared socket by somebody else and waiting for the relay that
 * serves this sender. Full means: the newest is dropped, as the system would.
 */
export class PeerQueue implements OnePeerSocket<InetAddress> {
  readonly #socket: DatagramSocket;
  /** Whose datagrams these are. */
  readonly peer: InetAddress;
  readonly #closed: () => void;
  readonly #messages: Uint8Array[] = [];
  #size = 0;
  #waiting: Waiting | undefined;
  #open = true;

  constructor(socket: DatagramSocket, peer: InetAddress, closed: () => void) {
    this.#socket = socket;
    this.peer = peer;
    this.#closed = closed;
  }

  /** Hands a message to the read that waits for it, or keeps a copy. */
  push(bytes: Uint8Array): void {
    if (!this.#open) return;
    const waiting = this.#waiting;
    if (waiting !== undefined) {
      this.#waiting = undefined;
      waiting.resolve(put(bytes, waiting.buffer));
    } else if (this.#size + bytes.length + OVERHEAD <= CAPACITY) {
      this.#messages.push(bytes.slice());
      this.#size += bytes.length + OVERHEAD;
    }
  }

  read(buffer: Uint8Array): Promise<number | null> {
    const message = this.#messages.shift();
    if (message !== undefined) {
      this.#size -= message.length + OVERHEAD;
      return Promise.resolve(put(message, buffer));
    }
    if (!this.#open) return Promise.resolve(null);
    return new Promise((resolve) => this.#waiting = { buffer, resolve });
  }

  send(bytes: Uint8Array, to: InetAddress): Promise<unknown> {
    return this.#socket.send(bytes, to);
  }

  close(): void {
    this.#open = false;
    this.#closed();
    this.#waiting?.resolve(null);
    this.#waiting = undefined;
  }
}

/** @returns how much of it there was room for */
function put(message: Uint8Array, buffer: Uint8Array): number {
  const count = Math.min(message.length, buffer.length);
  buffer.set(count === message.length ? message : message.subarray(0, count));
  return count;
}

/** A read that waits for the next message. */
interface Waiting {
  readonly buffer: Uint8Array;
  readonly resolve: (count: number | null) => void;
}
