import type { HostPort } from "../tcp/dial.ts";
import { findPortOwner } from "../port_owner/port_owner.ts";
import { type ListenDetails, NetError, type NetErrorCode } from "./net_error.ts";
import type { SystemFailure } from "./errno.ts";
import { errorText, systemFailure } from "./system_error.ts";

/**
 * A port that could not be opened: the system's error as one of ours.
 *
 * @param freeElsewhere whether the same port could be opened on another of the addresses that were wanted.
 */
export function listenError(
  transport: ListenDetails["transport"],
  address: HostPort,
  cause: unknown,
  freeElsewhere = false,
): NetError {
  const failure = systemFailure(cause);
  const code = (failure && CODES[failure]) ?? "listen_failed";
  const details: ListenDetails = {
    action: "listen",
    transport,
    address,
    freeElsewhere,
    owner: code === "address_in_use" && transport === "tcp" ? findPortOwner(address.port) : undefined,
    failure,
    reason: transport === "tcp" ? errorText(cause) : (cause as Error).message,
  };
  // TLS listens where a plain socket has just found out that it can: an obstacle now must have only
  // just appeared.
  return new NetError(transport === "tls" ? "listen_failed" : code, details, { cause });
}

const CODES: Readonly<Partial<Record<SystemFailure, NetErrorCode>>> = {
  address_in_use: "address_in_use",
  address_not_available: "address_not_available",
  not_permitted: "permission_denied",
};
