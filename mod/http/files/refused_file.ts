import { msg } from "../../i18n/message.ts";
import { RefusedFile } from "../../fs/served_folder.ts";
import { HttpError } from "../wire/http_error.ts";

/**
 * A refusal by the folder's guard, as an answer: anything that must stay unknown is simply not
 * found.
 */
export function refusedAsHttp(error: unknown): unknown {
  if (!(error instanceof RefusedFile)) return error;
  if (error.code === "not_permitted") return new HttpError(403, msg`This folder may not be read`);
  return error.code === "busy" ? busy() : new HttpError(404, msg`There is nothing here`);
}

/** Nothing is wrong with the request: the same one may succeed a moment later. */
export function busy(): HttpError {
  return new HttpError(503, msg`The server is busy, try again`, [["retry-after", "1"]]);
}
