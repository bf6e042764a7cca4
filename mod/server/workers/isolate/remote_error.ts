import { messageData, messageFrom, msg } from "../../../i18n/message.ts";
import { legible, MessageError, messageOf } from "../../../i18n/message_error.ts";
import { isDisconnect } from "../../../net/errors/disconnect.ts";
import type { ErrorMessage } from "./message.ts";

/** An error from another isolate, with the name and the code that it had there. */
export class RemoteError extends MessageError {
  override readonly name: string;
  readonly code: string | undefined;

  /** @param error as it arrived. */
  constructor(error: ErrorMessage) {
    super(messageFrom(error.sentence));
    this.name = error.name;
    this.code = error.code;
  }
}

/** An error as plain data. All the ways in which a peer can leave become the one code `disconnected`. */
export function toErrorMessage(thrown: unknown): ErrorMessage {
  const error = legible(thrown);
  const sentence = messageData(messageOf(error));
  if (!(error instanceof Error)) return { name: "Error", sentence };
  const code = isDisconnect(error) ? "disconnected" : (error as { code?: unknown }).code;
  return { name: error.name, sentence, ...(typeof code === "string" ? { code } : {}) };
}

/** The error of an operation on a connection that we closed ourselves. */
export function closedHere(): RemoteError {
  return new RemoteError({
    name: "Interrupted",
    sentence: messageData(msg`the connection was closed`),
    code: "disconnected",
  });
}
