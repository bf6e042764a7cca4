import type { SocketAddress } from "../address/socket_address.ts";
import type { Connection } from "../connection.ts";
import { HandshakeReader } from "../connection/handshake_reader.ts";
import { WrappedConnection } from "../connection/wrapped_connection.ts";
import { parseProxyBytes, parseProxyLine } from "./parse_proxy_header.ts";
import {
  LONGEST_LINE,
  LONGEST_PAYLOAD,
  type ProxiedEnds,
  type ProxyHeader,
  ProxyHeaderError,
  SIGNATURE,
} from "./proxy_header.ts";

const LINE_BEGIN = new TextEncoder().encode("PROXY ");

/** A connection without the header in front of its bytes, and what that said. */
export interface WithoutProxyHeader {
  readonly header: ProxyHeader;
  /** Its ends are those of the client's own connection, where the header tells them. */
  readonly connection: Connection;
}

/**
 * Takes the PROXY header off the beginning of a connection. A wrong byte is noticed when it comes, and no byte
 * behind the header is lost. The caller closes the connection when that fails.
 *
 * @param connection nothing has been read from it
 * @param wanted the only version that is welcome; undefined: both
 * @param within milliseconds
 * @throws {ProxyHeaderError} for anything but a valid header
 * @throws {import("../connection/handshake_reader.ts").HandshakeError} for an end or a silence before it is whole
 */
export async function readProxyHeader(
  connection: Connection,
  wanted: 1 | 2 | undefined,
  within: number,
): Promise<WithoutProxyHeader> {
  const reader = new HandshakeReader(connection, within);
  const first = (await reader.exactly(1))[0]!;
  if (first !== LINE_BEGIN[0] && first !== SIGNATURE[0]) throw new ProxyHeaderError("absent");
  const header = first === LINE_BEGIN[0] ? await readLine(reader) : await readBytes(reader);
  if (wanted !== undefined && header.version !== wanted) throw new ProxyHeaderError("wrong_version");
  const rest = reader.rest();
  return { header, connection: header.ends === undefined ? rest : new Renamed(rest, header.ends) };
}

/** The bytes that follow the first one; anything else is no header. */
async function expect(reader: HandshakeReader, begin: Uint8Array): Promise<void> {
  for (const byte of begin.subarray(1)) {
    if ((await reader.exactly(1))[0] !== byte) throw new ProxyHeaderError("absent");
  }
}

async function readLine(reader: HandshakeReader): Promise<ProxyHeader> {
  await expect(reader, LINE_BEGIN);
  let line = "PROXY ";
  while (!line.endsWith("\r\n")) {
    if (line.length >= LONGEST_LINE) throw new ProxyHeaderError("too_long");
    line += String.fromCharCode((await reader.exactly(1))[0]!);
  }
  return parseProxyLine(line.slice(0, -2));
}

async function readBytes(reader: HandshakeReader): Promise<ProxyHeader> {
  await expect(reader, SIGNATURE);
  const fixed = await reader.exactly(4);
  const length = 256 * fixed[2]! + fixed[3]!;
  if (fixed[0]! >> 4 !== 2) throw new ProxyHeaderError("malformed");
  if (length > LONGEST_PAYLOAD) throw new ProxyHeaderError("too_long");
  const payload = await reader.exactly(length);
  return parseProxyBytes(Uint8Array.from([...SIGNATURE, ...fixed, ...payload]));
}

class Renamed extends WrappedConnection {
  readonly #ends: ProxiedEnds;

  constructor(inner: Connection, ends: ProxiedEnds) {
    super(inner);
    this.#ends = ends;
  }

  override get local(): SocketAddress {
    return this.#ends.destination;
  }

  override get remote(): SocketAddress {
    return this.#ends.source;
  }
}
