import type { InetAddress } from "../../../net/address/socket_address.ts";
import type { DatagramSocket } from "../../../net/udp/datagram_socket.ts";
import { PeerQueue } from "./peer_queue.ts";
import { PeerTable } from "./peer_table.ts";

/** The largest datagram there is. */
const LARGEST = 65536;
/** How many new senders may wait for a relay of their own; those beyond are not heard. */
export const WAITING = 64;

/**
 * The senders on one shared socket, each with its datagrams in a queue. Somebody has to take datagrams off
 * the socket all the time, also while no new sender can be served (`max-children`): those that are served go
 * on.
 */
export class UdpSenders {
  readonly #socket: DatagramSocket;
  readonly #refuses: (from: InetAddress) => boolean;
  readonly #queues = new PeerTable<PeerQueue>();
  readonly #arrived: PeerQueue[] = [];
  #wake: (() => void) | undefined;
  #over: { readonly error?: unknown } | undefined;

  constructor(socket: DatagramSocket, refuses: (from: InetAddress) => boolean) {
    this.#socket = socket;
    this.#refuses = refuses;
    this.#sort().then(() => this.#end({}), (error) => this.#end({ error }));
  }

  /** The next new sender; undefined when the socket has been closed. Rejects when receiving has failed. */
  async next(): Promise<PeerQueue | undefined> {
    while (this.#arrived.length === 0) {
      if (this.#over?.error !== undefined) throw this.#over.error;
      if (this.#over !== undefined) return undefined;
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    return this.#arrived.shift();
  }

  async #sort(): Promise<void> {
    const buffer = new Uint8Array(LARGEST);
    while (this.#socket.open) {
      try {
        const { bytes, from } = await this.#socket.receive(buffer);
        this.#take(bytes, from);
      } catch (error) {
        if (this.#socket.open) throw error;
      }
    }
  }

  #take(bytes: Uint8Array, from: InetAddress): void {
    const known = this.#queues.get(from);
    if (known !== undefined) return known.push(bytes);
    if (this.#arrived.length >= WAITING || this.#refuses(from)) return;
    const queue = new PeerQueue(this.#socket, from, () => this.#queues.delete(from));
    queue.push(bytes);
    this.#queues.set(from, queue);
    this.#arrived.push(queue);
    this.#wake?.();
  }

  #end(how: { readonly error?: unknown }): void {
    this.#over = how;
    this.#wake?.();
  }
}
