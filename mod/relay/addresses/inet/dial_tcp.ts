import { isIpv6, withoutBrackets } from "../../../net/address/ip_literal.ts";
import type { Connection } from "../../../net/connection.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import type { LocalEnd } from "../../../net/tcp/connect_from.ts";
import { dial, type DialOptions, type HostPort } from "../../../net/tcp/dial.ts";
import { TlsError } from "../../../net/tls/tls_error.ts";
import { RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { proxyGreeting } from "../proxy_protocol/send_proxy_header.ts";
import { portNumber } from "./port_number.ts";
import {
  addressesOf,
  listenFamily,
  localEnd,
  preferredFamily,
  requiredFamily,
  unresolved,
} from "./resolve.ts";
import { inetName } from "../../socket_name.ts";
import { tcpOptions } from "./tcp_options.ts";
import { tlsFailure } from "./tls_failure.ts";
import { SettingError } from "../../../net/descriptor/socket_settings.ts";
import { settingFailure } from "../own_socket/setting_failure.ts";
import { ownSocket } from "../own_socket/wants_own_socket.ts";
import { nameServer } from "./name_server.ts";

/**
 * Connects to `host`, address by address until one answers, with `bind=`, `sourceport=`, `connect-timeout=`
 * and the socket options of the request.
 *
 * @param within milliseconds for each address, where `connect-timeout=` does not say it
 * @throws {RelayError} with the failure of the last address
 */
export async function dialTcp(
  request: OpenRequest,
  host: string,
  service: string,
  within = Infinity,
): Promise<Connection> {
  const own = await ownSocket(request);
  if (own === undefined) return await dialAs(request, host, service, dial, within);
  const { dialOwn } = await import("../../../net/descriptor/dial_own.ts");
  return await dialAs(request, host, service, (to, options) => dialOwn(to, own, options), within);
}

/** The same with another `dial`, such as one that adds TLS. */
export async function dialAs<Made extends Connection>(
  request: OpenRequest,
  host: string,
  service: string,
  dial: (to: HostPort, options: DialOptions) => Promise<Made>,
  within = Infinity,
): Promise<Made> {
  const { context, options } = request;
  const to = { hostname: withoutBrackets(host), port: portNumber(service, "tcp") };
  const from = await chooseLocal(request);
  const family = requiredFamily(request) ?? (from === undefined ? undefined : isIpv6(from.hostname) ? 6 : 4);
  let last: HostPort | undefined;
  try {
    const connection = await dial(to, {
      family,
      prefer: preferredFamily(request),
      from,
      abortiveCloser: context.abortiveCloser,
      takesTurns: true,
      signal: context.signal,
      timeout: options.number("connect-timeout") ?? within,
      trying: (address) => {
        last = address;
        context.log.notice(() => `opening connection to ${inetName(address)}`);
      },
      failed: (address, error) => context.log.info(() => connectFailure(address, error).message),
      greet: proxyGreeting(request),
      ...tcpOptions(request),
      ...nameServer(request, family),
    });
    const local = connection.local as HostPort;
    context.log.notice(() => `successfully connected from local address ${inetName(local)}`);
    return connection;
  } catch (error) {
    if (error instanceof RelayError) throw error;
    throw last === undefined
      ? unresolved(host, family, error)
      : connectFailure(last, (error as Error).cause ?? error);
  }
}

/** The sentence for a connection that failed. */
function connectFailure(to: HostPort, error: unknown): RelayError {
  if (error instanceof RelayError) return error;
  if (error instanceof SettingError) return settingFailure(error);
  if (error instanceof TlsError) return tlsFailure(error);
  const length = isIpv6(to.hostname) ? 28 : 16;
  return new RelayError(`connect(5, ${inetName(to)}, ${length}): ${errorText(error)}`, undefined, {
    cause: error,
  });
}

/** The local end that the options ask for; undefined: let the system choose. */
async function chooseLocal(request: OpenRequest): Promise<LocalEnd | undefined> {
  const { host, port } = localEnd(request);
  const low = request.options.flag("lowport");
  if (host === undefined && port === undefined && !low) return undefined;
  const family = requiredFamily(request);
  const any = (family ?? listenFamily(request)) === 6 ? "::" : "0.0.0.0";
  const hostname = host === undefined ? any : (await addressesOf(host, family, preferredFamily(request)))[0]!;
  return { hostname, port: port !== undefined ? portNumber(port, "tcp") : low ? "reserved" : 0 };
}
