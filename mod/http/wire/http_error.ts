import { type Message, verbatim } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";

/**
 * A request that cannot be served, with the status that says so; the sentence is sent to the client.
 */
export class HttpError extends MessageError {
  /** What kind of error it is. */
  override readonly name = "HttpError";
  /** For programs: the class is lost between isolates, the code is not. */
  readonly code = "http_error";

  /**
   * @param status the status code of the answer, 400–599
   * @param sentence one sentence for the person at the other end, told in the language that the request
   *   prefers; no secrets, no paths of this machine
   * @param headers fields the status demands (`Allow` for 405, `Content-Range` for 416 …)
   * @param close the connection cannot be used again, because the start of the next request is not
   *   known
   */
  constructor(
    readonly status: number,
    sentence: Message | string,
    readonly headers: readonly Field[] = [],
    readonly close = false,
  ) {
    super(typeof sentence === "string" ? verbatim(sentence) : sentence);
  }
}

/** One header field: its name as written on the wire, and its value. */
export type Field = readonly [name: string, value: string];
