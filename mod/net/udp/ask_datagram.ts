import { isIpv6 } from "../address/ip_literal.ts";
import { type InetAddress, plainHostname } from "../address/socket_address.ts";
import { bindDatagrams, type DatagramSocket } from "./datagram_socket.ts";
import type { HostPort } from "../tcp/dial.ts";
import { NetError } from "../errors/net_error.ts";
import { type Family, resolveHost } from "../address/resolve_host.ts";
import { onAbort } from "../connection/on_abort.ts";

/** How {@linkcode askDatagram} repeats its question. */
export interface AskOptions {
  /** Only this family. */
  family?: Family;
  /** How many times the question is sent at most. @default {3} */
  tries?: number;
  /**
   * Milliseconds to wait for an answer to the first try; twice as long after each further one. @default {500}
   */
  timeout?: number;
  /** The numeric address to ask first, where a name has several: one that has answered before. */
  first?: string | undefined;
  /** Gives up as soon as it aborts, with its reason. */
  signal?: AbortSignal;
  /** Told of every datagram that was sent or received; the bytes are a view, valid during the call. */
  told?: (happened: AskedDatagram) => void;
}

/** A datagram that went to a server or came from it. */
export interface AskedDatagram {
  readonly event: "read" | "write";
  /** Our socket, often with a port on all addresses. */
  readonly local: InetAddress;
  readonly remote: InetAddress;
  readonly data: Uint8Array;
}

/** An answer, and how it came. */
export interface DatagramAnswer {
  readonly bytes: Uint8Array;
  /** The numeric address that it came from. */
  readonly from: string;
  /** Milliseconds from the last sending to the answer. */
  readonly elapsed: number;
  /** How many times the question was sent. */
  readonly tries: number;
}

/**
 * Asks a question in a datagram and waits for the answer, asking again when none comes. Where a name stands
 * for several addresses, nobody says on which of them the server is: each try asks one after the other, and
 * divides its time between them.
 *
 * Each question gets its own sockets. Nothing in an answer says which question it belongs to, so a
 * late answer to a repeated question must reach nobody instead of passing for the answer to the
 * next one.
 *
 * @throws {NetError} `connection_timed_out` when nobody answered.
 */
export async function askDatagram(
  server: HostPort,
  question: Uint8Array,
  options: AskOptions = {},
): Promise<DatagramAnswer> {
  const { family, tries = 3, timeout = 500, signal } = options;
  const found = await resolveHost(server.hostname, family);
  const hostnames = found.toSorted((a, b) => Number(b === options.first) - Number(a === options.first));
  using asked = new AskedServers(server.port, options.told);
  for (let attempt = 1; attempt <= tries; attempt++) {
    const patience = timeout * 2 ** (attempt - 1) / hostnames.length;
    const failures: unknown[] = [];
    for (const hostname of hostnames) {
      signal?.throwIfAborted();
      try {
        await asked.send(hostname, question);
      } catch (error) {
        failures.push(error);
        continue;
      }
      const answer = await within(asked.answer, patience, signal);
      if (answer) return { ...answer, tries: attempt };
    }
    if (failures.length === hostnames.length) throw failures[0];
  }
  signal?.throwIfAborted();
  throw new NetError("connection_timed_out", { action: "ask", address: server, tries });
}

type Received = Omit<DatagramAnswer, "tries">;

/** The addresses of a server that have been asked, with a socket for each family among them. */
class AskedServers implements Disposable {
  /** The first datagram from one of them; never, when there is none. */
  readonly answer: Promise<Received>;
  readonly #answered = Promise.withResolvers<Received>();
  readonly #port: number;
  readonly #told: AskOptions["told"];
  readonly #sockets = new Map<string, DatagramSocket>();
  /** When each of them was last asked. */
  readonly #sent = new Map<string, number>();

  constructor(port: number, told: AskOptions["told"]) {
    this.#port = port;
    this.#told = told;
    this.answer = this.#answered.promise;
  }

  /** Asks one of them. @throws {Error} where this machine cannot send to such an address. */
  async send(hostname: string, question: Uint8Array): Promise<void> {
    const socket = this.#socketFor(isIpv6(hostname) ? "::" : "0.0.0.0");
    this.#sent.set(plainHostname(hostname), performance.now());
    const remote = { transport: "udp", hostname, port: this.#port } as const;
    await socket.send(question, remote);
    this.#told?.({ event: "write", local: socket.address, remote, data: question });
  }

  [Symbol.dispose](): void {
    for (const socket of this.#sockets.values()) socket.close();
  }

  #socketFor(any: string): DatagramSocket {
    const open = this.#sockets.get(any);
    if (open !== undefined) return open;
    const socket = bindDatagrams({ hostname: any, port: 0 });
    this.#sockets.set(any, socket);
    this.#receive(socket).catch(() => {/* the asking is over and the socket closed */});
    return socket;
  }

  async #receive(socket: DatagramSocket): Promise<void> {
    const buffer = new Uint8Array(65_536);
    while (true) {
      const { bytes, from: remote } = await socket.receive(buffer);
      const { hostname, port } = remote;
      const from = plainHostname(hostname);
      const sent = this.#sent.get(from);
      if (port !== this.#port || sent === undefined) continue;
      this.#told?.({ event: "read", local: socket.address, remote, data: bytes });
      return this.#answered.resolve({ bytes, from, elapsed: performance.now() - sent });
    }
  }
}

async function within<T>(
  promise: Promise<T>,
  milliseconds: number,
  signal?: AbortSignal,
): Promise<T | undefined> {
  const { promise: over, resolve } = Promise.withResolvers<undefined>();
  const giveUp = () => resolve(undefined);
  const timer = setTimeout(giveUp, milliseconds);
  using _givingUp = onAbort(signal, giveUp);
  try {
    return await Promise.race([promise, over]);
  } finally {
    clearTimeout(timer);
  }
}
