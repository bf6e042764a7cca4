import { MessageError } from "../../i18n/message_error.ts";
import type { Family } from "../address/resolve_host.ts";
import type { HostPort } from "../tcp/dial.ts";
import type { PortOwner } from "../port_owner/port_owner.ts";
import { netErrorMessage } from "./net_error_message.ts";
import type { SystemFailure } from "./errno.ts";

/** Why something with the network did not work, as a code that a program can compare. */
export type NetErrorCode =
  | "host_not_found"
  | "connection_refused"
  | "connection_timed_out"
  | "unreachable"
  | "address_in_use"
  | "address_not_available"
  | "permission_denied"
  | "connection_failed"
  | "listen_failed";

/** What was tried, and what is known about its failure besides the code. Plain data. */
export type NetErrorDetails = ResolveDetails | DialDetails | AskDetails | ListenDetails | AcceptDetails;

/** A host was looked up. */
export interface ResolveDetails {
  /** What was tried. */
  readonly action: "resolve";
  /** The host. */
  readonly hostname: string;
  /** Only addresses of this family were wanted. */
  readonly family: Family;
  /** The host was given as an address, which is one of the other family. */
  readonly numeric: boolean;
}

/** A connection was to be made. */
export interface DialDetails {
  /** What was tried. */
  readonly action: "dial";
  /** Where. */
  readonly address: HostPort;
  /** How long the caller was willing to wait, if it ran out of time. */
  readonly seconds?: number;
  /** Which of the system's failures it was, where it is a known one. */
  readonly failure?: SystemFailure | undefined;
  /** What the system says. */
  readonly reason: string;
}

/** A question was sent by UDP, several times. */
export interface AskDetails {
  /** What was tried. */
  readonly action: "ask";
  /** Where. */
  readonly address: HostPort;
  /** How often. */
  readonly tries: number;
}

/** A port was to be opened for clients. */
export interface ListenDetails {
  /** What was tried. */
  readonly action: "listen";
  /** What protocol was to be spoken there. */
  readonly transport: "tcp" | "udp" | "tls";
  /** Where. */
  readonly address: HostPort;
  /** Whether the same port could be opened on another of the addresses that were wanted. */
  readonly freeElsewhere?: boolean;
  /** Who has the port, if it is taken and this system can say. */
  readonly owner?: PortOwner | undefined;
  /** Which of the system's failures it was, where it is a known one. */
  readonly failure?: SystemFailure | undefined;
  /** What the system says. */
  readonly reason: string;
}

/** Clients were accepted, until the listener broke. */
export interface AcceptDetails {
  /** What was tried. */
  readonly action: "accept";
  /** What the system says. */
  readonly reason: string;
}

/**
 * A failure of the network: a code and details for programs, the system's own error as its `cause`.
 *
 * `sentence` is the message for a person, `message` the same in English (`net_error_message.ts`).
 */
export class NetError extends MessageError {
  /** What kind of error it is. */
  override readonly name = "NetError";
  /** Why. */
  readonly code: NetErrorCode;
  /** What was tried. */
  readonly details: NetErrorDetails;

  /** Makes an error. */
  constructor(code: NetErrorCode, details: NetErrorDetails, options?: ErrorOptions) {
    super(netErrorMessage(code, details), options);
    this.code = code;
    this.details = details;
  }
}
