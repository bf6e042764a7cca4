import type { HostPort } from "../tcp/dial.ts";
import { NetError, type NetErrorCode } from "./net_error.ts";
import type { SystemFailure } from "./errno.ts";
import { errorText, systemFailure } from "./system_error.ts";

/** A connection that could not be made: the system's error as one of ours. */
export function dialError(address: HostPort, cause: unknown): NetError {
  const failure = systemFailure(cause);
  const code = (failure && CODES[failure]) ?? "connection_failed";
  return new NetError(code, { action: "dial", address, failure, reason: errorText(cause) }, { cause });
}

const CODES: Readonly<Partial<Record<SystemFailure, NetErrorCode>>> = {
  address_not_available: "unreachable",
  refused: "connection_refused",
  timed_out: "connection_timed_out",
  unreachable: "unreachable",
};
