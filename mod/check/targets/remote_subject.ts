import { formatHostPort } from "../../net/address.ts";
import { dial, type Endpoint } from "../../net/dial.ts";
import type { Subject } from "./subject.ts";

/** A server that somebody else has started. */
export function remoteSubject(endpoint: Endpoint, signal: AbortSignal): Subject {
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
