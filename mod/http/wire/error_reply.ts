import { pageLanguage } from "../page/page_language.ts";
import type { HttpError } from "./http_error.ts";
import { type HttpReply, textReply } from "./message.ts";
import type { RequestHead } from "./request_head.ts";

/**
 * The answer to a request that cannot be served: its sentence, in the language that the request prefers.
 * A program that names none, such as curl, is told in English.
 *
 * @param head absent when the request could not be read
 */
export async function errorReply(error: HttpError, head: RequestHead | undefined): Promise<HttpReply> {
  if (head === undefined || pageLanguage(head.fields, "en") === "en") {
    return textReply(error.status, `${error.message}.\n`, error.headers);
  }
  const { toFrench } = await import("../../i18n/french/to_french.ts");
  const fields = [...error.headers, ["content-language", "fr"], ["vary", "Accept-Language"]] as const;
  return textReply(error.status, `${toFrench(error.sentence)}.\n`, fields);
}
