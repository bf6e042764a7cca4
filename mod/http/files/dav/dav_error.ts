import type { Message } from "../../../i18n/message.ts";
import type { HttpReply } from "../../wire/message.ts";
import { HttpError } from "../../wire/http_error.ts";
import { multiStatus, status, xmlReply } from "./multi_status.ts";

/** A refusal that names the condition that does not hold (RFC 4918 §16). */
export class DavError extends HttpError {
  /**
   * @param condition the element of the condition, as XML
   * @param member the address of what it is about, when that is not what the request names
   */
  constructor(status: number, sentence: Message, readonly condition: string, readonly member?: string) {
    super(status, sentence);
  }

  /** As it is answered. */
  get reply(): HttpReply {
    const error = `<D:error>${this.condition}</D:error>`;
    if (this.member === undefined) return xmlReply(this.status, error);
    return multiStatus([
      `<D:response><D:href>${this.member}</D:href>${status(this.status)}${error}</D:response>`,
    ]);
  }
}
