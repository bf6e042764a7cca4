import type { OwnSocketOptions } from "../../../net/descriptor/own_sockets.ts";
import type { OpenRequest } from "../address_type.ts";
import type { Options } from "../../options/options.ts";

/** Options that the runtime's own sockets have. */
const RUNTIME = /^(so-(keepalive|reuseaddr|reuseport|broadcast)|tcp-nodelay)$/;

/**
 * Whether a socket has to be made by the system's own calls: a quick look, so that other relays load nothing for
 * it.
 */
export function wantsOwnSocket(options: Options): boolean {
  return options.all.some(([name]) =>
    /^(so-|tcp-|setsockopt|netns$|ip-(tos|ttl|mtu-discover|freebind|transparent)$|ipv6-(unicast-hops|tclass)$)/
      .test(name) && !RUNTIME.test(name)
  );
}

/**
 * What the options of an address ask of a socket that the system's own calls have to make; undefined: the runtime
 * makes it.
 *
 * @throws {import("../../relay_endpoint.ts").RelayError} for what cannot be read or had
 */
export async function ownSocket(
  { options }: OpenRequest,
): Promise<Pick<OwnSocketOptions, "settings" | "network"> | undefined> {
  if (!wantsOwnSocket(options)) return undefined;
  const { ownSocketOptions } = await import("./own_socket.ts");
  return ownSocketOptions(options);
}
