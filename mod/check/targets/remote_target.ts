import { formatHostPort } from "../../net/address/socket_address.ts";
import { dial, type HostPort } from "../../net/tcp/dial.ts";
import type { Target } from "./target.ts";

/** A server that somebody else has started. */
export function remoteTarget(endpoint: HostPort, signal: AbortSignal): Target {
  return {
    name: formatHostPort(endpoint.hostname, endpoint.port),
    ours: false,
    ready: () => Promise.resolve(false),
    connect: () => dial(endpoint, { signal }),
    endpoint: () => endpoint,
    said: () => "",
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
