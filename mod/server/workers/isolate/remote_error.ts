import { isDisconnect } from "../../../net/errors/disconnect.ts";
import type { ErrorMessage } from "./message.ts";

/** An error that happened in another isolate, with the name and the code that it had there. */
export class RemoteError extends Error {
  readonly code: string | undefined;

  /** @param error as it crossed. */
  constructor(error: ErrorMessage) {
    super(error.message);
    this.name = error.name;
    this.code = error.code;
  }
}

/** An error as plain data. All the ways in which a peer can leave become the one code `disconnected`. */
export function toErrorMessage(error: unknown): ErrorMessage {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const code = isDisconnect(error) ? "disconnected" : (error as { code?: unknown }).code;
  return { name: error.name, message: error.message, ...(typeof code === "string" ? { code } : {}) };
}

/** What an operation on a connection that we closed ourselves fails with. */
export function closedHere(): RemoteError {
  return new RemoteError({ name: "Interrupted", message: "the connection was closed", code: "disconnected" });
}
