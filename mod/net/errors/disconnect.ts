import { errorKind } from "./system_error.ts";

/**
 * Whether this error only says that the peer has left, or that we closed the connection ourselves while an operation was
 * under way. Peers leave all the time: it is news for the trace, never an error message.
 */
export function isDisconnect(error: unknown): boolean {
  return errorKind(error) === "peer" || error instanceof Deno.errors.UnexpectedEof || isOwnClose(error);
}

/** An operation that was pending when we closed the connection settles with one of these. */
function isOwnClose(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error instanceof Deno.errors.BadResource || error.name === "Interrupted" ||
    /operation canceled|Socket not connected/.test(error.message) ||
    OWN_CLOSE.has((error as { code?: string }).code ?? "");
}

/** The same news from the layers that report by code: `node:*`, and errors that crossed from another isolate. */
const OWN_CLOSE = new Set(["ERR_STREAM_DESTROYED", "disconnected"]);
