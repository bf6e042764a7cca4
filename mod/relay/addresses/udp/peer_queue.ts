import type { InetAddress } from "../../../net/address/socket_address.ts";
import type { DatagramSocket, ReceivedDatagram } from "../../../net/udp/datagram_socket.ts";
import type { MessageSocket } from "../../endpoints/datagram_endpoint.ts";

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
export class PeerQueue implements MessageSocket<InetAddress> {
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
      waiting.resolve(this.#deliver(bytes, waiting.buffer));
    } else if (this.#size + bytes.length + OVERHEAD <= CAPACITY) {
      this.#messages.push(bytes.slice());
      this.#size += bytes.length + OVERHEAD;
    }
  }

  receive(buffer: Uint8Array): Promise<ReceivedDatagram> {
    const message = this.#messages.shift();
    if (message !== undefined) {
      this.#size -= message.length + OVERHEAD;
      return Promise.resolve(this.#deliver(message, buffer));
    }
    return new Promise((resolve, reject) => {
      if (this.#open) this.#waiting = { buffer, resolve, reject };
      else reject(new Deno.errors.Interrupted("closed"));
    });
  }

  send(bytes: Uint8Array, to: InetAddress): Promise<unknown> {
    return this.#socket.send(bytes, to);
  }

  close(): void {
    this.#open = false;
    this.#closed();
    this.#waiting?.reject(new Deno.errors.Interrupted("closed"));
    this.#waiting = undefined;
  }

  #deliver(message: Uint8Array, buffer: Uint8Array): ReceivedDatagram {
    const count = Math.min(message.length, buffer.length);
    buffer.set(count === message.length ? message : message.subarray(0, count));
    return { bytes: buffer.subarray(0, count), from: this.peer };
  }
}

/** A read that waits for the next message. */
interface Waiting {
  readonly buffer: Uint8Array;
  readonly resolve: (message: ReceivedDatagram) => void;
  readonly reject: (error: Error) => void;
}
