import type { Family } from "../address/resolve_host.ts";
import type { InetAddress } from "../address/socket_address.ts";
import { listenError } from "../errors/listen_error.ts";
import { type ListenDetails, NetError } from "../errors/net_error.ts";
import { systemFailure } from "../errors/system_error.ts";
import type { HostPort } from "../tcp/dial.ts";
import { anyAddresses } from "./any_addresses.ts";

/** A socket of one address. */
interface OpenSocket {
  readonly address: InetAddress;
  close(): void;
}

/** How one socket is opened. */
export interface SocketKind<Socket extends OpenSocket> {
  /** What the error says that was to be opened. */
  readonly transport: ListenDetails["transport"];
  /** Opens it. @throws {Error} the system's. */
  open(at: HostPort): Socket;
}

/** How often another port is tried when the one that the system chose is not free in every family. */
const TRIES = 16;

/**
 * Opens a socket on each of several addresses, all with one port, or none at all.
 *
 * An address that this machine does not have is left out while there is another one: `localhost` names ::1 as
 * well, which a machine without IPv6 does not have.
 *
 * @param hostnames numeric addresses, at least one.
 * @param port 0 lets the system choose one that is free on all of them.
 * @throws {NetError} when the port is taken, reserved, or no address is ours.
 */
export function openOnEach<Socket extends OpenSocket>(
  hostnames: readonly string[],
  port: number,
  kind: SocketKind<Socket>,
): Socket[] {
  for (let tries = 1;; tries++) {
    const { sockets, failures } = tryEach(hostnames, port, kind);
    const failure = failures.find(({ cause }) => !isMissing(cause)) ?? failures.at(-1);
    if (failure === undefined || sockets.length > 0 && isMissing(failure.cause)) return sockets;
    // Closed before anybody looks for the program that has the port.
    sockets.forEach((socket) => socket.close());
    const elsewhere = sockets.length > 0;
    const taken = systemFailure(failure.cause) === "address_in_use";
    if (port === 0 && elsewhere && taken && tries < TRIES) continue;
    throw listenError(kind.transport, failure.at, failure.cause, elsewhere);
  }
}

/**
 * Opens the sockets that serve every address of this machine (`any_addresses.ts`), or of one family.
 *
 * @throws {NetError} as {@linkcode openOnEach} does.
 */
export function openOnAny<Socket extends OpenSocket>(
  port: number,
  family: Family,
  kind: SocketKind<Socket>,
): Socket[] {
  try {
    return openOnEach(anyAddresses(family), port, kind);
  } catch (error) {
    if (family !== undefined || !isWithoutIpv6(error)) throw error;
    return openOnEach(["0.0.0.0"], port, kind);
  }
}

interface Failure {
  readonly at: HostPort;
  readonly cause: unknown;
}

/** Every address is tried, so that the error can say where the port is taken and where it is not. */
function tryEach<Socket extends OpenSocket>(
  hostnames: readonly string[],
  port: number,
  { open }: SocketKind<Socket>,
): { readonly sockets: Socket[]; readonly failures: Failure[] } {
  const sockets: Socket[] = [];
  const failures: Failure[] = [];
  for (const hostname of hostnames) {
    const at = { hostname, port: sockets[0]?.address.port ?? port };
    try {
      sockets.push(open(at));
    } catch (cause) {
      failures.push({ at, cause });
    }
  }
  return { sockets, failures };
}

function isMissing(error: unknown): boolean {
  const failure = systemFailure(error);
  return failure === "address_not_available" || failure === "no_such_family";
}

/** The system's word for it is not known for sure; a port that is taken or not allowed is, and is not it. */
function isWithoutIpv6(error: unknown): boolean {
  return error instanceof NetError &&
    (error.code === "address_not_available" || error.code === "listen_failed");
}
