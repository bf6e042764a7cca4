import { type InetAddress, isMappedIpv4 } from "../address/socket_address.ts";
import { listenError } from "../errors/listen_error.ts";
import { NetError } from "../errors/net_error.ts";
import { receiveAgain } from "./receive_again.ts";
import { type Family, resolveHost } from "../address/resolve_host.ts";

/**
 * # Datagrams
 *
 * The other kind of socket: no connection, no stream, no order. What one side sends in one call arrives in one call, whole, or
 * twice, or never; nobody accepts anybody, the sender's address comes with the data, and whoever wants an answer to arrive has to
 * ask again. A single loop serves everybody (sheet 003 §1.2).
 *
 * When it is the wrong choice: whenever the answer matters more than its delay, or is larger than a packet. Then TCP has already
 * solved, and better, what the program would have to add: repetition, order, pacing.
 */
export interface DatagramSocket extends Disposable {
  /** Where it listens, with the real port. */
  readonly address: InetAddress;
  /**
   * The next datagram. That an earlier one of ours could not be delivered is passed over.
   *
   * @param buffer where it goes; what does not fit is lost, so give it 65 536 bytes. It is the caller's again afterwards.
   * @returns a view into `buffer`, perhaps empty, and the sender.
   * @throws {Deno.errors.Interrupted} once the socket is closed.
   */
  receive(buffer: Uint8Array): Promise<ReceivedDatagram>;
  /** Sends one datagram. @throws when the system refuses at once; that it arrives, nobody says. */
  send(bytes: Uint8Array, to: InetAddress): Promise<unknown>;
  /** May be called again, without effect. */
  close(): void;
}

/** What came, and who sent it. */
export interface ReceivedDatagram {
  readonly bytes: Uint8Array;
  readonly from: InetAddress;
}

/**
 * Opens UDP sockets as `listen` opens TCP ones: without a host name one for both families, else one for each address of the name.
 *
 * @param port 0 to 65535; 0 lets the system choose.
 * @throws {NetError} when the port is taken or the address is not ours.
 */
export async function listenDatagrams(
  port: number,
  { hostname, family }: { hostname?: string; family?: Family } = {},
): Promise<DatagramSocket[]> {
  if (hostname === undefined) return [everywhere(port, family)];
  const sockets: DatagramSocket[] = [];
  try {
    for (const each of await resolveHost(hostname, family)) {
      sockets.push(open(sockets[0]?.address.port ?? port, each, family));
    }
  } catch (error) {
    // `localhost` names ::1 as well, which a machine without IPv6 does not have: one address that works is enough.
    if (sockets.length > 0 && isNotOurs(error)) return sockets;
    sockets.forEach((socket) => socket.close());
    throw error;
  }
  return sockets;
}

function everywhere(port: number, family: Family): DatagramSocket {
  if (family === 4) return open(port, "0.0.0.0", family);
  try {
    return open(port, "::", family);
  } catch (error) {
    if (family === 6 || (error instanceof NetError && error.code === "address_in_use")) throw error;
    return open(port, "0.0.0.0", family); // a machine without IPv6
  }
}

function isNotOurs(error: unknown): boolean {
  return error instanceof NetError && error.code === "address_not_available";
}

function open(port: number, hostname: string, family: Family): DatagramSocket {
  try {
    return new UdpSocket(Deno.listenDatagram({ transport: "udp", hostname, port }), family === 6);
  } catch (cause) {
    throw listenError("udp", { hostname, port }, cause);
  }
}

class UdpSocket implements DatagramSocket {
  readonly address: InetAddress;
  readonly #socket: Deno.DatagramConn;
  readonly #onlyIpv6: boolean;
  #open = true;

  constructor(socket: Deno.DatagramConn, onlyIpv6: boolean) {
    this.#socket = socket;
    this.#onlyIpv6 = onlyIpv6;
    const { hostname, port } = socket.addr as Deno.NetAddr;
    this.address = { transport: "udp", hostname, port };
  }

  receive(buffer: Uint8Array): Promise<ReceivedDatagram> {
    return this.#onlyIpv6 ? this.#receiveUnmapped(buffer) : this.#receiveAny(buffer);
  }

  #receiveAny(buffer: Uint8Array): Promise<ReceivedDatagram> {
    const receive = () => this.#socket.receive(buffer) as Promise<[Uint8Array, InetAddress]>;
    return receive().catch((error) => receiveAgain(error, receive)).then(named);
  }

  async #receiveUnmapped(buffer: Uint8Array): Promise<ReceivedDatagram> {
    while (true) {
      const received = await this.#receiveAny(buffer);
      if (!isMappedIpv4(received.from.hostname)) return received;
    }
  }

  send(bytes: Uint8Array, to: InetAddress): Promise<unknown> {
    return this.#socket.send(bytes, to);
  }

  close(): void {
    if (this.#open) this.#socket.close();
    this.#open = false;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

function named([bytes, from]: [Uint8Array, InetAddress]): ReceivedDatagram {
  return { bytes, from };
}
