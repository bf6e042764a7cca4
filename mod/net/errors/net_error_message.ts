import { formatHostPort } from "../address/socket_address.ts";
import type { PortOwner } from "../tcp/port_owner.ts";
import type { DialDetails, ListenDetails, NetErrorCode, NetErrorDetails } from "./net_error.ts";

/**
 * What a person is told about a failure of the network: what was tried, on which address, why it failed, and what to do where
 * that is known. All sentences of `mod/net` stand here; the code below knows only codes and details.
 */
export function netErrorMessage(code: NetErrorCode, details: NetErrorDetails): string {
  switch (details.action) {
    case "resolve": {
      const { hostname, family, numeric } = details;
      if (numeric) return `${hostname} is not an IPv${family} address`;
      const kind = family === undefined ? "" : `IPv${family} `;
      return `Cannot find the ${kind}address of "${hostname}": no such host`;
    }
    case "dial": {
      const where = formatHostPort(details.address.hostname, details.address.port);
      return `Cannot connect to ${where}: ${dialReason(code, details)}`;
    }
    case "ask": {
      const where = formatHostPort(details.address.hostname, details.address.port);
      return `No answer from ${where} after ${details.tries} tries (is the server running?)`;
    }
    case "listen":
      return listenMessage(code, details);
    case "accept":
      return `Cannot accept clients any more: ${details.reason}`;
  }
}

function dialReason(code: NetErrorCode, { seconds, failure, reason }: DialDetails): string {
  switch (code) {
    case "connection_refused":
      return "connection refused (is the server running?)";
    case "connection_timed_out":
      if (seconds !== undefined) return `no answer within ${seconds} seconds`;
      return "no answer (is there a firewall in between?)";
    case "unreachable":
      if (failure !== "address_not_available") return "there is no way to that network";
      return "this machine has no address of that family, or no port left for one more connection";
    default:
      return reason.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
  }
}

function listenMessage(code: NetErrorCode, details: ListenDetails): string {
  const { transport, address: { hostname, port } } = details;
  if (code === "address_in_use") {
    const owner = transport === "udp" ? "another program has it" : portOwnerMessage(details.owner);
    const reason = `${owner}; choose another port, or 0 for any free one`;
    if (transport === "udp") return `Cannot listen on UDP port ${port}: ${reason}`;
    return `Cannot listen on port ${port}: ${reason}`;
  }
  const where = formatHostPort(hostname, port);
  const reason = listenReason(code, details);
  if (transport === "udp") return `Cannot listen on ${where} (UDP): ${reason}`;
  if (transport === "tls") return `Cannot listen on ${where} with TLS: ${reason}`;
  return `Cannot listen on ${where}: ${reason}`;
}

function listenReason(code: NetErrorCode, { transport, address, failure, reason }: ListenDetails): string {
  if (transport === "tls") return failure === "address_in_use" ? "the port is taken" : reason;
  if (code === "address_not_available") return "that is not an address of this machine";
  if (code === "permission_denied") {
    if (transport === "udp") return "not allowed, choose a higher port";
    if (address.port >= 1024) return "not allowed";
    return "ports below 1024 are reserved to the administrator; choose a higher one";
  }
  return transport === "tcp" && failure === "no_such_family" ? "this machine has no IPv6" : reason;
}

/** Who has a port: `it is taken by python3 (process 4711)`. */
export function portOwnerMessage(owner: PortOwner | undefined): string {
  if (owner === undefined) return "it is taken by another program, perhaps a server you started before";
  return `it is taken by ${owner.name} (process ${owner.pid})`;
}

/** Nothing has moved on a connection for as long as it was given. */
export function stalledMessage(seconds: number): string {
  return `nothing moved for ${seconds} seconds`;
}
