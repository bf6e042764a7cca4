import { closingOnFailure } from "../../net/connection/closing_on_failure.ts";
import { HandshakeError } from "../../net/connection/handshake_reader.ts";
import type { Connection } from "../../net/connection.ts";
import { RelayError } from "../relay_endpoint.ts";

const SENTENCES: Readonly<Record<HandshakeError["code"], string>> = {
  closed: "the proxy closed the connection before it had answered",
  late: "no answer came in time",
  too_long: "the answer of the proxy is too long",
};

/** Asks something of the peer of a fresh connection; if that fails, the connection is closed. */
export async function shakeHands<Made>(
  connection: Connection,
  shake: () => Promise<Made>,
  signal?: AbortSignal,
): Promise<Made> {
  try {
    return await closingOnFailure(connection, signal, shake);
  } catch (error) {
    throw error instanceof HandshakeError ? new RelayError(SENTENCES[error.code]) : error;
  }
}
