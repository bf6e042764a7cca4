import { formatAddress, formatHostPort } from "../../../net/address/socket_address.ts";
import { closingOnFailure } from "../../../net/connection/closing_on_failure.ts";
import { HandshakeError, HandshakeReader } from "../../../net/connection/handshake_reader.ts";
import { lingeringClose } from "../../../net/connection/lingering_close.ts";
import type { Connection } from "../../../net/connection.ts";
import { RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { readLogins } from "./logins.ts";
import { proxyKind } from "./proxy_kind.ts";
import {
  type AskedTarget,
  type ProxyClient,
  ProxyRequestError,
  type TargetRefusal,
} from "./proxy_request.ts";
import { readTargetRules } from "./target_rules.ts";

/** A client that has not said what it wants by then is sent away, milliseconds. */
const REQUEST_WITHIN = 10_000;
/** The same with the time in which a client that is refused reads why. */
export const PROXY_CLIENT_WITHIN = 15_000;

/** Reads what a client wants; it has been sent away when this rejects. */
export type ServeProxy = (connection: Connection, signal?: AbortSignal) => Promise<AskingClient>;

/** A client whose target is still to be connected to, and the connection behind its request. */
export interface AskingClient {
  readonly connection: Connection;
  readonly asked: AskedTarget;
}

const SENTENCES: Readonly<Record<HandshakeError["code"], string>> = {
  closed: "the client left before it had said what it wants",
  late: "the client did not say in time what it wants",
  too_long: "the request is too long",
};

/**
 * The proxy that a listening address is; undefined: it is none.
 *
 * @throws {RelayError} for logins and rules that cannot be read, before anything listens
 */
export function proxyServer(request: OpenRequest): ServeProxy | undefined {
  const { options, context } = request;
  const kind = proxyKind(request.type, options);
  if (kind === undefined) return undefined;
  const logins = readLogins(options);
  const rules = readTargetRules(options);
  const ask = async (connection: Connection): Promise<ProxyClient> => {
    const reader = new HandshakeReader(connection, REQUEST_WITHIN);
    if (kind === "http") {
      const { readHttpRequest } = await import("./http_server.ts");
      return await readHttpRequest(connection, reader, logins);
    }
    const { readSocksRequest } = await import("./socks_server.ts");
    const asked = await readSocksRequest(connection, reader, logins);
    return { connection: reader.rest(), request: asked };
  };
  return async (connection, signal) => {
    const from = formatAddress(connection.remote);
    try {
      return await closingOnFailure(connection, signal, async () => {
        const client = await telling(connection, () => ask(connection));
        const { hostname, port } = client.request.target;
        context.log.notice(() => `${from} asks for ${formatHostPort(hostname, port)}`);
        const asked = { request: onceAnswered(client), rules, client: connection.remote };
        return { connection: client.connection, asked };
      });
    } catch (error) {
      if (signal?.aborted) throw new RelayError(`${from}: ${SENTENCES.late}`);
      if (error instanceof HandshakeError) throw new RelayError(`${from}: ${SENTENCES[error.code]}`);
      throw error instanceof ProxyRequestError ? new RelayError(`${from}: ${error.message}`) : error;
    }
  };
}

/** A client that has been refused gets time to read why. */
async function telling<T>(connection: Connection, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ProxyRequestError) await lingeringClose(connection);
    throw error;
  }
}

/** The same request, whose second answer, after a reconnection, is not sent. */
function onceAnswered({ connection, request }: ProxyClient): ProxyClient["request"] {
  let answered = false;
  return {
    target: request.target,
    async granted(local) {
      if (!answered) await request.granted(local);
      answered = true;
    },
    async refused(why: TargetRefusal) {
      if (answered) return;
      answered = true;
      await request.refused(why);
      await lingeringClose(connection);
    },
  };
}
