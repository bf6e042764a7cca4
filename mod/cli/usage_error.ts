import { MessageError } from "../i18n/message_error.ts";

/** The command line was wrong: said with the usage, and the program ends with 2. */
export class UsageError extends MessageError {
  override readonly name = "UsageError";
}
