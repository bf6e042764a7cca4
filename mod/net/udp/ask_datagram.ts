import { type InetAddress, plainHostname } from "../address/socket_address.ts";
import { type DatagramSocket, listenDatagrams } from "./datagram_socket.ts";
import type { HostPort } from "../tcp/dial.ts";
import { NetError } from "../errors/net_error.ts";
import { type Family, resolveHost } from "../address/resolve_host.ts";

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
  /** Gives up as soon as it aborts, with its reason. */
  signal?: AbortSignal;
}

/** An answer, and how it came. */
export interface DatagramAnswer {
  readonly bytes: Uint8Array;
  /** Milliseconds from the last sending to the answer. */
  readonly elapsed: number;
  /** How many times the question was sent. */
  readonly tries: number;
}

/**
 * Asks a question in a datagram and waits for the answer, asking again when none comes.
 *
 * Each question gets its own socket. Nothing in an answer says which question it belongs to, so a
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
  const [hostname] = await resolveHost(server.hostname, family);
  const to: InetAddress = { transport: "udp", hostname: hostname!, port: server.port };
  using socket = (await listenDatagrams(0, { hostname: to.hostname.includes(":") ? "::" : "0.0.0.0" }))[0]!;
  const answered = firstFrom(socket, to);
  for (let attempt = 1; attempt <= tries; attempt++) {
    signal?.throwIfAborted();
    const started = performance.now();
    await socket.send(question, to);
    const bytes = await within(answered, timeout * 2 ** (attempt - 1), signal);
    if (bytes) return { bytes, elapsed: performance.now() - started, tries: attempt };
  }
  signal?.throwIfAborted();
  throw new NetError("connection_timed_out", { action: "ask", address: server, tries });
}

/** The first datagram from exactly this sender; `undefined` when the socket is closed first. */
async function firstFrom(
  socket: DatagramSocket,
  { hostname, port }: InetAddress,
): Promise<Uint8Array | undefined> {
  const buffer = new Uint8Array(65_536);
  try {
    while (true) {
      const { bytes, from } = await socket.receive(buffer);
      if (from.port === port && plainHostname(from.hostname) === plainHostname(hostname)) return bytes;
    }
  } catch {
    return undefined; // the asking is over and the socket closed
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
  signal?.addEventListener("abort", giveUp, { once: true });
  try {
    return await Promise.race([promise, over]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", giveUp);
  }
}
