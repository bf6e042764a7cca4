import { type Message, msg, secondsMessage } from "../../i18n/message.ts";
import { formatHostPort } from "../address/socket_address.ts";
import type { PortOwner } from "../port_owner/port_owner.ts";
import { systemMessage } from "./system_error.ts";
import type { DialDetails, ListenDetails, NetErrorCode, NetErrorDetails } from "./net_error.ts";

/**
 * The message to a person about a failure of the network: what was tried, on which address, why it
 * failed, and what to do where that is known. All sentences of `mod/net` are here; the rest of it
 * knows only codes and details.
 */
export function netErrorMessage(code: NetErrorCode, details: NetErrorDetails): Message {
  switch (details.action) {
    case "resolve": {
      const { hostname, family, numeric } = details;
      if (numeric) return msg`${hostname} is not an IPv${family!} address`;
      const kind = family === undefined ? "" : `IPv${family} `;
      return msg`Cannot find the ${kind}address of "${hostname}": no such host`;
    }
    case "dial": {
      const where = formatHostPort(details.address.hostname, details.address.port);
      return msg`Cannot connect to ${where}: ${dialReason(code, details)}`;
    }
    case "ask": {
      const where = formatHostPort(details.address.hostname, details.address.port);
      return msg`No answer from ${where} after ${details.tries} tries (is the server running?)`;
    }
    case "listen":
      return listenMessage(code, details);
    case "accept":
      return msg`Cannot accept clients any more: ${systemMessage(details.reason)}`;
  }
}

function dialReason(code: NetErrorCode, { seconds, failure, reason }: DialDetails): Message {
  switch (code) {
    case "connection_refused":
      return msg`connection refused (is the server running?)`;
    case "connection_timed_out":
      if (seconds !== undefined) return msg`no answer within ${secondsMessage(seconds)}`;
      return msg`no answer (is there a firewall in between?)`;
    case "unreachable":
      if (failure !== "address_not_available") return msg`there is no way to that network`;
      return msg`this machine has no address of that family, or no port left for one more connection`;
    default:
      return systemMessage(reason.replace(/^[A-Z]/, (letter) => letter.toLowerCase()));
  }
}

function listenMessage(code: NetErrorCode, details: ListenDetails): Message {
  const { transport, address: { port } } = details;
  if (code === "address_in_use") {
    const owner = transport === "udp" ? msg`another program has it` : portOwnerMessage(details.owner);
    const reason = msg`${owner}; choose another port, or 0 for any free one`;
    if (details.freeElsewhere) return cannotListen(details, reason);
    if (transport === "udp") return msg`Cannot listen on UDP port ${port}: ${reason}`;
    return msg`Cannot listen on port ${port}: ${reason}`;
  }
  return cannotListen(details, listenReason(code, details));
}

function cannotListen({ transport, address: { hostname, port } }: ListenDetails, reason: Message): Message {
  const where = formatHostPort(hostname, port);
  if (transport === "udp") return msg`Cannot listen on ${where} (UDP): ${reason}`;
  if (transport === "tls") return msg`Cannot listen on ${where} with TLS: ${reason}`;
  return msg`Cannot listen on ${where}: ${reason}`;
}

function listenReason(code: NetErrorCode, { transport, address, failure, reason }: ListenDetails): Message {
  if (transport === "tls") {
    return failure === "address_in_use" ? msg`the port is taken` : systemMessage(reason);
  }
  if (code === "address_not_available") return msg`that is not an address of this machine`;
  if (code === "permission_denied") {
    if (transport === "udp") return msg`not allowed, choose a higher port`;
    if (address.port >= 1024) return msg`not allowed`;
    return msg`ports below 1024 are reserved to the administrator; choose a higher one`;
  }
  return transport === "tcp" && failure === "no_such_family"
    ? msg`this machine has no IPv6`
    : systemMessage(reason);
}

/** Who has a port: `it is taken by python3 (process 4711)`. */
export function portOwnerMessage(owner: PortOwner | undefined): Message {
  if (owner === undefined) return msg`it is taken by another program, perhaps a server you started before`;
  return msg`it is taken by ${owner.name} (process ${owner.pid})`;
}

/** Nothing has moved on a connection within its time limit. */
export function stalledMessage(seconds: number): Message {
  return msg`nothing moved for ${secondsMessage(seconds)}`;
}
