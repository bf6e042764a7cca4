import type { TcpOptions } from "../../../net/tcp/apply_tcp_options.ts";
import type { OpenRequest } from "../address_type.ts";

/** The options of an address that concern its connections. */
export function tcpOptions({ options }: OpenRequest): TcpOptions {
  return {
    noDelay: !options.has("tcp-nodelay") || options.flag("tcp-nodelay"),
    keepAlive: options.flag("so-keepalive"),
  };
}
