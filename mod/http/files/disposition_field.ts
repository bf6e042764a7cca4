import { portableName } from "../../fs/file_name.ts";
import { contentDisposition } from "../semantics/content_disposition.ts";
import type { Field } from "../wire/http_error.ts";
import type { HttpRequest } from "../wire/message.ts";

/**
 * Tells a client what to call what it saves, by a name that every system can have.
 *
 * curl -J looks for the plain name alone, and writes its bytes as they are: it gets the exact one there.
 *
 * @param kind `inline` to show, `attachment` to save
 */
export function dispositionField(
  { fields }: HttpRequest,
  kind: "inline" | "attachment",
  name: string,
): Field {
  const plain = /^curl\//i.test(fields.get("user-agent") ?? "") ? "utf-8" : "ascii";
  return ["content-disposition", contentDisposition(kind, portableName(name) ?? "file", plain)];
}
