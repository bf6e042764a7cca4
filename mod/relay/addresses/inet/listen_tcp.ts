import { jointListener } from "../../../net/accept/joint_listener.ts";
import { isIpv6, withoutBrackets } from "../../../net/address/ip_literal.ts";
import { errorText, systemFailure } from "../../../net/errors/system_error.ts";
import type { HostPort } from "../../../net/tcp/dial.ts";
import { listen, type Listener, type ListenOptions } from "../../../net/tcp/listen.ts";
import { RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { checkExposure, isOpenProxy } from "../proxy_server/proxy_kind.ts";
import { portNumber } from "./port_number.ts";
import { addressesOf, listenFamily, localEnd, preferredFamily, requiredFamily } from "./resolve.ts";
import { inetName } from "../../socket_name.ts";
import { SettingError } from "../../../net/descriptor/socket_settings.ts";
import { settingFailure } from "../own_socket/setting_failure.ts";
import { ownSocket } from "../own_socket/wants_own_socket.ts";
import { tcpOptions } from "./tcp_options.ts";

/** A listening socket of the request's port, family and `bind=`. */
export function listenTcp(request: OpenRequest, service: string): Promise<Listener> {
  return listenAs(request, service, listen);
}

/** The same with another `listen`, such as one that adds TLS. */
export async function listenAs(
  request: OpenRequest,
  service: string,
  listen: (port: number, options: ListenOptions) => Promise<Listener[]>,
): Promise<Listener> {
  const { context, options } = request;
  const port = portNumber(service, "tcp");
  const { host } = localEnd(request);
  const hostname = host === undefined ? anyHost(request) : await bindHost(request, host);
  const backlog = options.number("backlog");
  const listening = {
    ...tcpOptions(request),
    abortiveCloser: context.abortiveCloser,
    ...(backlog === undefined ? {} : { backlog }),
  };
  try {
    const listener = await own(request, hostname, port, listening) ??
      jointListener(
        await listen(port, {
          ...listening,
          ...wantsBothFamilies(request, hostname) ? {} : { hostname },
          reusePort: options.flag("so-reuseport"),
        }),
      );
    context.log.notice(() => `listening on ${inetName(listener.address)}`);
    context.tracer.emit({ event: "listen", local: listener.address });
    return listener;
  } catch (error) {
    if (error instanceof RelayError) throw error;
    if (error instanceof SettingError) throw settingFailure(error);
    throw bindFailed({ hostname, port }, (error as Error).cause ?? error);
  }
}

/** `ipv6-v6only=0`: IPv4 clients too, where the system by itself would let IPv6 clients in alone. */
function wantsBothFamilies({ options }: OpenRequest, hostname: string): boolean {
  return hostname === "::" && options.has("ipv6-v6only") && !options.flag("ipv6-v6only");
}

/**
 * A socket that the system's own calls make: with options that the runtime has no call for, or with
 * `ipv6-v6only`, which leaves the port to others on IPv4; where that is impossible, such clients are turned away.
 */
async function own(
  request: OpenRequest,
  hostname: string,
  port: number,
  listening: { readonly backlog?: number },
): Promise<Listener | undefined> {
  const { options } = request;
  const onlyIpv6 = options.flag("ipv6-v6only") && hostname === "::";
  const wanted = await ownSocket(request);
  if (!onlyIpv6 && wanted === undefined) return undefined;
  if (wanted === undefined && Deno.build.os !== "linux") return undefined;
  const { listenOwn } = await import("../../../net/descriptor/own_sockets.ts");
  return listenOwn({ hostname, port }, {
    settings: [],
    ...wanted,
    ...listening,
    reusePort: options.flag("so-reuseport"),
    onlyIpv6: onlyIpv6 ? true : options.has("ipv6-v6only") ? false : undefined,
  }) as Listener;
}

/** The sentence for a port that cannot be taken. */
export function bindFailed(name: HostPort, error: unknown): RelayError {
  return new RelayError(
    `bind(5, {${inetName(name)}}, ${isIpv6(name.hostname) ? 28 : 16}): ${errorText(error)}`,
    systemFailure(error) === "address_in_use"
      ? "  another program has this port; port 0 takes a free one (-d -d says which)"
      : undefined,
  );
}

function anyHost(request: OpenRequest): string {
  if (isOpenProxy(request.type, request.options)) {
    return listenFamily(request) === 6 ? "::1" : "127.0.0.1";
  }
  return listenFamily(request) === 6 ? "::" : "0.0.0.0";
}

/** The address that `bind=` names; @throws {RelayError} where an open proxy would listen. */
async function bindHost(request: OpenRequest, host: string): Promise<string> {
  const family = requiredFamily(request);
  const address = (await addressesOf(withoutBrackets(host), family, preferredFamily(request)))[0]!;
  checkExposure(request.type, request.options, address);
  return address;
}
