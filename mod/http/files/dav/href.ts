import { escapeXmlMarkup } from "../../../io/escape_xml.ts";
import type { HttpRequest } from "../../wire/message.ts";
import { addressPrefix } from "../manage/destination.ts";
import { encodePath } from "../decode_path.ts";

/** Makes addresses of paths as the sender of a request sees them, for XML (RFC 4918 §8.3). */
export function hrefs(request: HttpRequest): (names: readonly string[], folder: boolean) => string {
  const prefix = escapeXmlMarkup(addressPrefix(request));
  return (names, folder) => prefix + encodePath(names, folder);
}
