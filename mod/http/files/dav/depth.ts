import { msg } from "../../../i18n/message.ts";
import { HttpError } from "../../wire/http_error.ts";
import type { HttpRequest } from "../../wire/message.ts";

/** How deep a request goes: the resource itself, what is in it, or everything below it. */
export type Depth = "0" | "1" | "infinity";

/**
 * The Depth of a request (RFC 4918 §10.2), which is infinity for one that has none.
 *
 * @param allowed those that mean something here
 * @throws HttpError 400 for any other
 */
export function depthOf<Allowed extends Depth>(
  { fields }: HttpRequest,
  allowed: readonly Allowed[],
): Allowed {
  const given = fields.get("depth")?.toLowerCase() ?? "infinity";
  const depth = allowed.find((each) => each === given);
  if (depth === undefined) throw new HttpError(400, msg`Depth can be ${allowed.join(", ")} here`);
  return depth;
}
