import type { SocketAddress } from "../address/socket_address.ts";

/**
 * # The PROXY protocol
 *
 * A proxy that passes a connection on hides the client: the server behind it sees the proxy's address. Before
 * the first byte of the client, the proxy may therefore say whose connection it is, once: in a line of text
 * (version 1) or in binary (version 2). It is HAProxy's invention ("The PROXY protocol", Willy Tarreau, 2010 –
 * 2020) and understood by most servers and load balancers.
 *
 * Whoever can connect can claim to be anybody: a server should believe only the proxies that it knows.
 */
export interface ProxyHeader {
  readonly version: 1 | 2;
  /**
   * The two ends of the client's own connection; undefined: the proxy speaks for itself (LOCAL), or does not
   * say (UNKNOWN, UNSPEC), and the ends of the connection that carries the header are the real ones.
   */
  readonly ends: ProxiedEnds | undefined;
}

/** Whose connection it is, and where it went. */
export interface ProxiedEnds {
  readonly source: SocketAddress;
  readonly destination: SocketAddress;
}

/** What is wrong with the bytes at the beginning of a connection. */
export type ProxyHeaderProblem =
  | "absent" // something else stands there
  | "malformed" // it begins like a header and is none
  | "too_long"
  | "wrong_version" // not the one that is asked for
  | "checksum";

/** A connection that does not begin with a PROXY header, or not with a valid one. */
export class ProxyHeaderError extends Error {
  override readonly name = "ProxyHeaderError";

  constructor(readonly code: ProxyHeaderProblem) {
    super(`PROXY header: ${code}`);
  }
}

/** The twelve bytes that version 2 begins with: no text protocol and no TLS begins like this. */
export const SIGNATURE: Uint8Array = Uint8Array.from([13, 10, 13, 10, 0, 13, 10, 0x51, 0x55, 0x49, 0x54, 10]);
/** The longest line of version 1, with its line end, bytes. */
export const LONGEST_LINE = 107;
/** The most that may follow the sixteen fixed bytes of version 2, bytes: 64 KiB would be allowed. */
export const LONGEST_PAYLOAD = 4096;
/** The type of the checksum among the further values of version 2. */
export const CRC32C = 3;
