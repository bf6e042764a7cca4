import { typeErrorOf } from "../../i18n/message_error.ts";
import { msg } from "../../i18n/message.ts";
import { isIpv6 } from "../address/ip_literal.ts";
import { type InetAddress, isMappedIpv4 } from "../address/socket_address.ts";
import { listenError } from "../errors/listen_error.ts";
import type { ConnectedDatagrams } from "./datagram_connector.ts";
import { interfaceAddress } from "./multicast.ts";
import { receiveAgain } from "./receive_again.ts";
import { type Family, resolveHost } from "../address/resolve_host.ts";
import { openOnAny, openOnEach } from "../listening/open_on_each.ts";
import type { HostPort } from "../tcp/dial.ts";

/**
 * # Datagrams
 *
 * The other kind of socket: no connection, no stream, no order. What one side sends in one call
 * arrives in one call, whole, or twice, or never; nobody accepts anybody, the sender's address
 * comes with the data, and a client that wants to be sure of an answer has to ask again. A single
 * loop serves everybody (sheet 003 §1.2).
 *
 * When it is the wrong choice: whenever the answer matters more than its delay, or is larger than a
 * packet. TCP has already solved, and better, everything that the program would have to add:
 * repetition, order, pacing.
 */
export interface DatagramSocket extends Disposable {
  /** Where it listens, with the real port. */
  readonly address: InetAddress;
  /**
   * The next datagram. Reports that an earlier one of ours could not be delivered are skipped.
   *
   * @param buffer where it goes; anything that does not fit is lost, so give it 65 536 bytes. It
   *   belongs to the caller again afterwards.
   * @returns a view into `buffer`, perhaps empty, and the sender.
   * @throws {Deno.errors.Interrupted} once the socket is closed.
   */
  receive(buffer: Uint8Array): Promise<ReceivedDatagram>;
  /**
   * Sends one datagram. @throws when the system refuses at once; nobody tells us whether it
   * arrives.
   */
  send(bytes: Uint8Array, to: InetAddress): Promise<unknown>;
  /**
   * Joins a multicast group. @throws {Error} the system's, or for an interface that does not exist.
   */
  joinGroup(group: string, options?: GroupOptions): Promise<void>;
  /** False once it has been closed. */
  readonly open: boolean;
  /** Calling it again has no effect. */
  close(): void;
}

/** How to be a member of a multicast group. */
export interface GroupOptions {
  /** The interface by name, number or (IPv4) address; without it, the system chooses. */
  readonly interface?: string | undefined;
  /** How many routers our datagrams may pass (IPv4). */
  readonly ttl?: number | undefined;
  /** Whether we get our own datagrams back (IPv4). */
  readonly loopback?: boolean | undefined;
}

/** A received datagram and its sender. */
export interface ReceivedDatagram {
  /** Its contents. */
  readonly bytes: Uint8Array;
  /** The sender, according to the datagram. */
  readonly from: InetAddress;
}

/**
 * Opens UDP sockets as `listen` opens TCP ones: without a host name for both families, which may take one
 * socket or two, else one for each address of the name.
 *
 * @param port 0 to 65535; 0 lets the system choose.
 * @throws {NetError} when the port is taken or the address is not ours.
 */
export async function listenDatagrams(
  port: number,
  { hostname, family }: { hostname?: string; family?: Family } = {},
): Promise<DatagramSocket[]> {
  const kind = { transport: "udp", open: (at: HostPort) => open(at, { family }) } as const;
  if (hostname === undefined) return openOnAny(port, family, kind);
  return openOnEach(await resolveHost(hostname, family), port, kind);
}

/** How {@linkcode bindDatagrams} opens a socket. */
export interface BindOptions {
  /** 6: datagrams that come over IPv4 are ignored. */
  family?: Family;
  /** Shares the port with others that want to, as members of a multicast group do. */
  reuseAddress?: boolean;
  /** Connects it to one peer; a receive or a send then throws what the system reports of that peer. */
  connect?: ((local: InetAddress) => ConnectedDatagrams | undefined) | undefined;
  /** Makes the socket with what it is given, at once, and does more with it before it is used. */
  making?: (listen: () => Deno.DatagramConn) => Deno.DatagramConn;
}

/**
 * Opens one UDP socket.
 *
 * @param at a numeric address of this machine, and a port, 0 for any.
 * @throws {NetError} when the port is taken or the address is not ours; the system's own error is its cause.
 */
export function bindDatagrams(at: HostPort, options: BindOptions = {}): DatagramSocket {
  try {
    return open(at, options);
  } catch (cause) {
    throw listenError("udp", at, cause);
  }
}

function open(
  { hostname, port }: HostPort,
  { family, reuseAddress = false, making = (listen) => listen(), connect }: BindOptions,
): DatagramSocket {
  const socket = making(() =>
    Deno.listenDatagram({ transport: "udp", hostname, port, reuseAddress, loopback: true })
  );
  return new UdpSocket(socket, family === 6, connect);
}

class UdpSocket implements DatagramSocket {
  readonly address: InetAddress;
  readonly #socket: Deno.DatagramConn;
  readonly #onlyIpv6: boolean;
  readonly #connected: ConnectedDatagrams | undefined;
  /** What has been reported of the peer and not yet told. */
  #failure: Error | undefined;
  #waiting: ((error: Error) => void) | undefined;
  #open = true;

  constructor(socket: Deno.DatagramConn, onlyIpv6: boolean, connect: BindOptions["connect"]) {
    this.#socket = socket;
    this.#onlyIpv6 = onlyIpv6;
    const { hostname, port } = socket.addr as Deno.NetAddr;
    const bound = { transport: "udp", hostname, port } as const;
    this.#connected = connect?.(bound);
    this.#connected?.watch((error) => this.#report(error));
    this.address = { ...bound, ...this.#connected?.local };
  }

  get open(): boolean {
    return this.#open;
  }

  receive(buffer: Uint8Array): Promise<ReceivedDatagram> {
    return this.#onlyIpv6 ? this.#receiveUnmapped(buffer) : this.#receiveAny(buffer);
  }

  #receiveAny(buffer: Uint8Array): Promise<ReceivedDatagram> {
    const receive = () => this.#socket.receive(buffer) as Promise<[Uint8Array, InetAddress]>;
    if (this.#connected !== undefined) return this.#receiveFromPeer(receive);
    return receive().then(named, (error) => receiveAgain(error, receive).then(named));
  }

  #receiveFromPeer(receive: () => Promise<[Uint8Array, InetAddress]>): Promise<ReceivedDatagram> {
    const failure = this.#takeFailure();
    if (failure !== undefined) return Promise.reject(failure);
    return new Promise((resolve, reject) => {
      this.#waiting = reject;
      receive().then(([bytes, from]) => {
        this.#waiting = undefined;
        resolve({ bytes, from });
      }, reject);
    });
  }

  #report(error: Error): void {
    if (this.#waiting === undefined) this.#failure = error;
    this.#waiting?.(error);
    this.#waiting = undefined;
  }

  #takeFailure(): Error | undefined {
    const failure = this.#failure;
    this.#failure = undefined;
    return failure;
  }

  async #receiveUnmapped(buffer: Uint8Array): Promise<ReceivedDatagram> {
    while (true) {
      const received = await this.#receiveAny(buffer);
      if (!isMappedIpv4(received.from.hostname)) return received;
    }
  }

  send(bytes: Uint8Array, to: InetAddress): Promise<unknown> {
    const failure = this.#takeFailure();
    return failure === undefined ? this.#socket.send(bytes, to) : Promise.reject(failure);
  }

  async joinGroup(group: string, { interface: name, ttl, loopback }: GroupOptions = {}): Promise<void> {
    if (isIpv6(group)) {
      await this.#socket.joinMulticastV6(group, name === undefined ? 0 : interfaceNumber(name));
      return;
    }
    const address = name === undefined ? "0.0.0.0" : interfaceAddress(name);
    const membership = await this.#socket.joinMulticastV4(group, address);
    if (ttl !== undefined) await membership.setTTL(ttl);
    if (loopback !== undefined) await membership.setLoopback(loopback);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#connected?.letGo();
    this.#socket.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** The number of an interface given by name or number; 0 lets the system choose. */
function interfaceNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  try {
    return Number(Deno.readTextFileSync(`/sys/class/net/${text}/ifindex`));
  } catch {
    throw typeErrorOf(msg`no interface "${text}"`);
  }
}

function named([bytes, from]: [Uint8Array, InetAddress]): ReceivedDatagram {
  return { bytes, from };
}
