import type { SystemFailure } from "../net/errors/errno.ts";
import { MessageError } from "../i18n/message_error.ts";
import { fsErrorMessage } from "./fs_error_message.ts";

/** Why something with a file did not work, as a code that a program can compare. */
export type FsErrorCode = SystemFailure | "failed";

/** What was tried, and what is known about its failure besides the code. Plain data. */
export interface FsErrorDetails {
  /** A folder was to be served, or a file written. */
  readonly action: "serve" | "write";
  /** As the user named it. */
  readonly path: string;
  /** What the system says. */
  readonly reason: string;
}

/**
 * A failure with a file: a code and details for programs, the system's own error as its `cause`.
 *
 * `sentence` is the message for a person, `message` the same in English (`fs_error_message.ts`).
 */
export class FsError extends MessageError {
  /** What kind of error it is. */
  override readonly name = "FsError";
  /** Why. */
  readonly code: FsErrorCode;
  /** What was tried. */
  readonly details: FsErrorDetails;

  /** Makes an error. */
  constructor(code: FsErrorCode, details: FsErrorDetails, options?: ErrorOptions) {
    super(fsErrorMessage(code, details), options);
    this.code = code;
    this.details = details;
  }
}
