import { errorKind, isEndInMessage, isOwnClose } from "./system_error.ts";

/**
 * Whether this error only says that the peer has left, or that we closed the connection ourselves while an
 * operation was under way. Peers leave all the time: it is news for the trace, never an error message.
 */
export function isDisconnect(error: unknown): boolean {
  return errorKind(error) === "peer" || isEndInMessage(error) || isOwnClose(error);
}
