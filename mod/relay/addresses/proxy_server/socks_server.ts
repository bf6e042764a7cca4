/**
 * The server's side of SOCKS 4 and 4A (Ying-Da Lee, "SOCKS: A protocol for TCP proxy across firewalls") and of
 * SOCKS 5 (RFC 1928, names and passwords after RFC 1929), on one port: the first byte tells which. CONNECT
 * is what there is; BIND and UDP ASSOCIATE are refused by their codes.
 */
import { unpackAddress } from "../../../net/address/packed_address.ts";
import type { SocketAddress } from "../../../net/address/socket_address.ts";
import type { Connection } from "../../../net/connection.ts";
import type { HandshakeReader } from "../../../net/connection/handshake_reader.ts";
import type { HostPort } from "../../../net/tcp/dial.ts";
import { addressBytes } from "../proxy/socks5.ts";
import { isHost } from "./is_host.ts";
import type { Logins } from "./logins.ts";
import { type ProxyRequest, ProxyRequestError, type TargetRefusal } from "./proxy_request.ts";

/** The longest user and name in a SOCKS4 request, bytes; SOCKS5 has one byte for the length. */
const LONGEST_TEXT = 255;

/**
 * Reads what a client wants.
 *
 * @throws {ProxyRequestError} when it has been told that it gets nothing
 */
export async function readSocksRequest(
  connection: Connection,
  reader: HandshakeReader,
  logins: Logins,
): Promise<ProxyRequest> {
  const version = (await reader.exactly(1))[0];
  if (version === 4) return await readVersion4(connection, reader, logins);
  if (version === 5) return await readVersion5(connection, reader, logins);
  throw new ProxyRequestError("this is no SOCKS request");
}

const GRANTED_4 = 90;
const REFUSED_4 = 91;

async function readVersion4(
  connection: Connection,
  reader: HandshakeReader,
  logins: Logins,
): Promise<ProxyRequest> {
  const answer = (code: number) => connection.write(Uint8Array.from([0, code, 0, 0, 0, 0, 0, 0]));
  const refuse = async (why: string) => {
    await answer(REFUSED_4);
    throw new ProxyRequestError(why);
  };
  const [command, high, low, ...address] = await reader.exactly(7);
  const user = await text(reader);
  // 0.0.0.x with x > 0: the name follows (SOCKS 4A).
  const named = address.slice(0, 3).every((byte) => byte === 0) && address[3] !== 0;
  const name = named ? await text(reader) : address.join(".");
  if (user === undefined || name === undefined) return await refuse("the SOCKS4 request is too long");
  if (logins !== undefined) return await refuse("SOCKS4 has no passwords");
  if (command !== 1) return await refuse(`SOCKS4: ${commandName(command!)} is not supported`);
  const target = targetOf(name, 256 * high! + low!);
  if (target === undefined) return await refuse("SOCKS4: there is no such target");
  return { target, granted: () => answer(GRANTED_4), refused: () => answer(REFUSED_4) };
}

/** A text that a zero byte ends; undefined: it is too long. */
async function text(reader: HandshakeReader): Promise<string | undefined> {
  const bytes: number[] = [];
  while (bytes.length <= LONGEST_TEXT) {
    const byte = (await reader.exactly(1))[0]!;
    if (byte === 0) return new TextDecoder().decode(Uint8Array.from(bytes));
    bytes.push(byte);
  }
  return undefined;
}

const NO_LOGIN = 0;
const PASSWORD = 2;
const NONE_OF_THESE = 255;

const COMMAND_NOT_SUPPORTED = 7;
const ADDRESS_NOT_SUPPORTED = 8;

const CODES: Readonly<Record<TargetRefusal, number>> = {
  failed: 1,
  not_allowed: 2,
  unreachable: 4,
  unknown_host: 4,
  refused: 5,
  timed_out: 4,
};

async function readVersion5(
  connection: Connection,
  reader: HandshakeReader,
  logins: Logins,
): Promise<ProxyRequest> {
  await logIn(connection, reader, logins);
  const answer = (code: number, local?: SocketAddress) =>
    connection.write(Uint8Array.from([5, code, 0, ...boundBytes(local)]));
  const [version, command, , type] = await reader.exactly(4);
  if (version !== 5) throw new ProxyRequestError("this is no SOCKS5 request");
  const name = await addressText(reader, type!);
  if (name === undefined) {
    await answer(ADDRESS_NOT_SUPPORTED);
    throw new ProxyRequestError(`SOCKS5: there is no address type ${type}`);
  }
  const [high, low] = await reader.exactly(2);
  if (command !== 1) {
    await answer(COMMAND_NOT_SUPPORTED);
    throw new ProxyRequestError(`SOCKS5: ${commandName(command!)} is not supported`);
  }
  const target = targetOf(name, 256 * high! + low!);
  if (target === undefined) {
    await answer(CODES.failed);
    throw new ProxyRequestError("SOCKS5: there is no such target");
  }
  return { target, granted: (local) => answer(0, local), refused: (why) => answer(CODES[why]) };
}

async function logIn(connection: Connection, reader: HandshakeReader, logins: Logins): Promise<void> {
  const count = (await reader.exactly(1))[0]!;
  const methods = await reader.exactly(count);
  const method = logins === undefined ? NO_LOGIN : PASSWORD;
  if (!methods.includes(method)) {
    await connection.write(Uint8Array.of(5, NONE_OF_THESE));
    throw new ProxyRequestError(
      logins === undefined ? "SOCKS5: the client only comes with a login" : "SOCKS5: the client has no login",
    );
  }
  await connection.write(Uint8Array.of(5, method));
  if (logins === undefined) return;
  if ((await reader.exactly(1))[0] !== 1) throw new ProxyRequestError("SOCKS5: this is no login");
  const [user, password] = [await counted(reader), await counted(reader)];
  const welcome = logins(user, password);
  await connection.write(Uint8Array.of(1, welcome ? 0 : 1));
  if (!welcome) throw new ProxyRequestError("SOCKS5: wrong name or password");
}

/** Length in one byte, then the text. */
async function counted(reader: HandshakeReader): Promise<string> {
  const length = (await reader.exactly(1))[0]!;
  return new TextDecoder().decode(await reader.exactly(length));
}

async function addressText(reader: HandshakeReader, type: number): Promise<string | undefined> {
  if (type === 1) return (await reader.exactly(4)).join(".");
  if (type === 3) return await counted(reader);
  return type === 4 ? unpackAddress(await reader.exactly(16)) : undefined;
}

function targetOf(hostname: string, port: number): HostPort | undefined {
  return isHost(hostname) && port > 0 ? { hostname, port } : undefined;
}

function boundBytes(local: SocketAddress | undefined): number[] {
  if (local === undefined || "path" in local) return [1, 0, 0, 0, 0, 0, 0];
  return [...addressBytes(local.hostname), local.port >> 8, local.port & 255];
}

function commandName(command: number): string {
  return command === 2 ? "BIND" : command === 3 ? "UDP ASSOCIATE" : `command ${command}`;
}
