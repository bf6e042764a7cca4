import { AcceptRecovery } from "../../net/accept/accept_recovery.ts";
import type { InetAddress } from "../../net/address/socket_address.ts";
import { onAbort } from "../../net/connection/on_abort.ts";
import { errorText } from "../../net/errors/system_error.ts";
import type { DatagramSocket, ReceivedDatagram } from "../../net/udp/datagram_socket.ts";
import type { Tracer } from "../../trace/tracer.ts";
import type { DatagramCounters } from "./datagram_counters.ts";

/** The arguments of {@linkcode DatagramEndpoint}. */
export interface DatagramEndpointOptions {
  readonly socket: DatagramSocket;
  readonly trace: Tracer;
  /** Ends the service: it closes the socket. */
  readonly signal: AbortSignal;
  /** What has been received and sent so far, for all sockets of a server. */
  readonly counters?: DatagramCounters | undefined;
}

/**
 * The server's end of a datagram socket: what comes and goes is traced and counted, and a receive or a send that
 * fails costs one datagram and never the service. Datagrams may be lost anyway.
 */
export class DatagramEndpoint implements Disposable {
  readonly socket: DatagramSocket;
  readonly #trace: Tracer;
  readonly #signal: AbortSignal;
  readonly #counters: DatagramCounters | undefined;
  readonly #recovery: AcceptRecovery;
  readonly #closing: Disposable;
  readonly #buffer = new Uint8Array(65_536);

  constructor({ socket, trace, signal, counters }: DatagramEndpointOptions) {
    [this.socket, this.#trace, this.#signal, this.#counters] = [socket, trace, signal, counters];
    this.#recovery = new AcceptRecovery(signal);
    this.#closing = onAbort(signal, () => socket.close());
  }

  /**
   * The next datagram.
   *
   * @returns a view that is valid until the next call; null once the service has ended.
   */
  async receive(): Promise<ReceivedDatagram | null> {
    while (!this.#signal.aborted) {
      try {
        const received = await this.socket.receive(this.#buffer);
        this.#recovery.accepted();
        this.#counters?.received(received.bytes.length);
        if (this.#trace.enabled) this.#tell("read", received.bytes, received.from);
        return received;
      } catch (error) {
        if (this.#signal.aborted) break; // closed by us
        this.#trace.emit({ event: "error", detail: errorText(error) });
        await this.#recovery.failed(error);
      }
    }
    return null;
  }

  /** Sends one datagram; what cannot be sent is lost, and traced. */
  async send(bytes: Uint8Array, to: InetAddress): Promise<void> {
    try {
      await this.socket.send(bytes, to);
      this.#counters?.sent(bytes.length);
      if (this.#trace.enabled) this.#tell("write", bytes, to);
    } catch (error) {
      // An address that cannot be sent to, or our own close.
      this.#trace.emit({ event: "error", remote: to, detail: (error as Error).message });
    }
  }

  #tell(event: "read" | "write", data: Uint8Array, remote: InetAddress): void {
    this.#trace.emit({ event, local: this.socket.address, remote, bytes: data.length, data });
  }

  /** Closes the socket. */
  [Symbol.dispose](): void {
    this.#closing[Symbol.dispose]();
    this.socket.close();
  }
}
