import type { SocketAddress } from "../../../net/address/socket_address.ts";
import type { Connection } from "../../../net/connection.ts";
import type { HostPort } from "../../../net/tcp/dial.ts";
import type { TargetRules } from "./target_rules.ts";

/** Why a target cannot be had, for the client's protocol to say. */
export type TargetRefusal =
  | "not_allowed"
  | "unknown_host"
  | "refused"
  | "unreachable"
  | "timed_out"
  | "failed";

/** What a client of ours has asked for, and how it is answered; exactly one of the two answers, once. */
export interface ProxyRequest {
  readonly target: HostPort;
  /** The connection is there; `local` is our end of it. */
  granted(local: SocketAddress): Promise<void>;
  /** There is none; the client's connection is closed afterwards. */
  refused(why: TargetRefusal): Promise<void>;
}

/** A client whose request has been read: its connection, and what it wants. */
export interface ProxyClient {
  /** What follows the request. */
  readonly connection: Connection;
  readonly request: ProxyRequest;
}

/** What the target's address needs to know. */
export interface AskedTarget {
  readonly request: ProxyRequest;
  readonly rules: TargetRules;
  /** Who asks. */
  readonly client: SocketAddress;
}

/** A client that is sent away before it has a target; it has been told so. */
export class ProxyRequestError extends Error {
  override readonly name = "ProxyRequestError";
  readonly code = "proxy_request";
}
