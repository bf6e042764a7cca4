/**
 * Whether this error only says that the peer has left, or that we closed the connection ourselves while an operation was
 * under way. Peers leave all the time: it is news for the trace, never an error message.
 */
export function isDisconnect(error: unknown): boolean {
  return error instanceof Deno.errors.ConnectionReset ||
    error instanceof Deno.errors.ConnectionAborted ||
    error instanceof Deno.errors.BrokenPipe ||
    error instanceof Deno.errors.NotConnected ||
    error instanceof Deno.errors.UnexpectedEof ||
    error instanceof Deno.errors.Interrupted ||
    error instanceof Deno.errors.BadResource ||
    isOwnClose(error);
}

/** An operation that was pending when we closed the connection settles with one of these. */
function isOwnClose(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === "Interrupted" ||
    /operation canceled|Socket not connected|os error 107/.test(error.message) ||
    DISCONNECT_CODES.has((error as { code?: string }).code ?? "");
}

/** The same news from the layers that report by code: `node:*`, and errors that crossed from another isolate. */
const DISCONNECT_CODES = new Set([
  "ECONNRESET",
  "EPIPE",
  "ECONNABORTED",
  "ENOTCONN",
  "ERR_STREAM_DESTROYED",
  "disconnected",
]);
