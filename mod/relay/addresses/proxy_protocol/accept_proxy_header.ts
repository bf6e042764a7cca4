import { formatAddress, type SocketAddress } from "../../../net/address/socket_address.ts";
import { closingOnFailure } from "../../../net/connection/closing_on_failure.ts";
import { HandshakeError } from "../../../net/connection/handshake_reader.ts";
import type { Connection } from "../../../net/connection.ts";
import { ProxyHeaderError, type ProxyHeaderProblem } from "../../../net/proxy_protocol/proxy_header.ts";
import { RelayError } from "../../relay_endpoint.ts";
import { inetName, unixName } from "../../socket_name.ts";
import type { OpenRequest } from "../address_type.ts";
import { parseHostPattern } from "../inet/peer_lists.ts";
import { optionEntries } from "../inet/list_entries.ts";
import { peerCheck } from "../inet/peer_check.ts";
import { versionToAccept } from "./proxy_protocol_options.ts";

/** A proxy that has not said whose connection it is by then is sent away, milliseconds. */
export const PROXY_HEADER_WITHIN = 10_000;

const SENTENCES: Readonly<Record<ProxyHeaderProblem | HandshakeError["code"], string>> = {
  absent: "the connection does not begin with a PROXY header",
  malformed: "the PROXY header is malformed",
  too_long: "the PROXY header is too long",
  wrong_version: "the PROXY header is of the other version",
  checksum: "the checksum of the PROXY header is wrong",
  closed: "the connection ended before its PROXY header was whole",
  late: "the PROXY header did not come in time",
};

/** Who takes the PROXY header off each client of a listening address. */
export interface ProxyHeaderReader {
  /** Whether a peer may send a header; the reason of a refusal. */
  readonly trusted: (peer: SocketAddress) => string | undefined;
  /**
   * Reads the header. The connection that comes back has the client's addresses, and is one that
   * `range=` and its like let in.
   *
   * @throws {RelayError} having closed the connection
   */
  readonly read: (connection: Connection, signal?: AbortSignal) => Promise<Connection>;
}

/**
 * `proxy-protocol` and `accept-proxy` on a listening address; undefined when it has neither.
 *
 * @throws {RelayError} for a bad `proxy-protocol-from=`
 */
export function proxyHeaderReader(request: OpenRequest): ProxyHeaderReader | undefined {
  const accepted = versionToAccept(request.options);
  if (accepted === undefined) return undefined;
  const proxies = proxiesOf(request);
  return {
    trusted: (peer) =>
      proxies.length === 0 || "path" in peer || proxies.some((test) => test(peer.hostname))
        ? undefined
        : "proxy-protocol-from",
    read: async (connection, signal) => {
      try {
        return await closingOnFailure(
          connection,
          signal,
          () => readHeader(request, connection, accepted.version),
        );
      } catch (error) {
        if (!signal?.aborted) throw error;
        throw new RelayError(`proxy-protocol: ${formatAddress(connection.remote)}: ${SENTENCES.late}`);
      }
    },
  };
}

function proxiesOf({ options }: OpenRequest): ((host: string) => boolean)[] {
  return optionEntries(options, "proxy-protocol-from", "proxy-protocol-from-file").map(({ text }) => {
    const test = parseHostPattern(text);
    if (test !== undefined) return test;
    throw new RelayError(
      `option "proxy-protocol-from": "${text.slice(0, 80)}" is no address or network`,
      "  such as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32",
    );
  });
}

async function readHeader(
  request: OpenRequest,
  connection: Connection,
  version: 1 | 2 | undefined,
): Promise<Connection> {
  const from = formatAddress(connection.remote);
  const { readProxyHeader } = await import("../../../net/proxy_protocol/read_proxy_header.ts");
  const { connection: client, header } = await readProxyHeader(connection, version, PROXY_HEADER_WITHIN)
    .catch((error) => {
      const known = error instanceof ProxyHeaderError || error instanceof HandshakeError;
      throw known ? new RelayError(`proxy-protocol: ${from}: ${SENTENCES[error.code]}`) : error;
    });
  if (header.ends !== undefined) {
    request.context.log.notice(() => `proxy-protocol: ${from} passes on ${name(client.remote)}`);
  }
  const why = refusal(request, client.remote);
  if (why === undefined) return client;
  throw new RelayError(`refusing connection from ${name(client.remote)} due to ${why} option`);
}

function refusal(request: OpenRequest, client: SocketAddress): string | undefined {
  if (!("path" in client)) return peerCheck(request)(client);
  const only = ["range", "allow", "allow-file", "sourceport"].find((option) => request.options.has(option));
  return only ?? (request.options.flag("lowport") ? "lowport" : undefined);
}

function name(address: SocketAddress): string {
  return "path" in address ? unixName(address.path) : inetName(address);
}
