import { type Message, verbatim } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";

/** The command line was wrong: said with the usage, and the program ends with 2. */
export class UsageError extends MessageError {
  override readonly name = "UsageError";

  constructor(sentence: Message | string, options?: ErrorOptions) {
    super(typeof sentence === "string" ? verbatim(sentence) : sentence, options);
  }
}
