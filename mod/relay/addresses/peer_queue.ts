import type { DatagramSocket } from "../endpoints/datagram_endpoint.ts";
import type { UdpSocket } from "../net/udp_socket.ts";

/** As many bytes as the system would keep for a socket. */
const CAPACITY = 1024 * 1024;

/**
 * The datagrams of one sender, taken from a shared socket by somebody else and waiting for the relay that serves this
 * sender. Full means: the newest is dropped, as the system would.
 */
export class PeerQueue implements DatagramSocket<Deno.NetAddr> {
  readonly #socket: UdpSocket;
  readonly #peer: Deno.NetAddr;
  readonly #closed: () => void;
  readonly #messages: Uint8Array[] = [];
  #size = 0;
  #wake: (() => void) | undefined;
  #open = true;

  constructor(socket: UdpSocket, peer: Deno.NetAddr, closed: () => void) {
    this.#socket = socket;
    this.#peer = peer;
    this.#closed = closed;
  }

  /** Keeps a copy of a message. */
  push(bytes: Uint8Array): void {
    if (!this.#open || this.#size + bytes.length > CAPACITY) return;
    this.#messages.push(bytes.slice());
    this.#size += bytes.length + 1;
    this.#wake?.();
  }

  async receive(buffer: Uint8Array): Promise<[Uint8Array, Deno.NetAddr]> {
    while (this.#messages.length === 0) {
      if (!this.#open) throw new Deno.errors.Interrupted("closed");
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    const message = this.#messages.shift()!;
    this.#size -= message.length + 1;
    const count = Math.min(message.length, buffer.length);
    buffer.set(message.subarray(0, count));
    return [buffer.subarray(0, count), this.#peer];
  }

  send(bytes: Uint8Array, to: Deno.NetAddr): Promise<number> {
    return this.#socket.send(bytes, to);
  }

  close(): void {
    this.#open = false;
    this.#closed();
    this.#wake?.();
  }
}
