import { RefusedFile } from "../../fs/served_folder.ts";
import { HttpError } from "../wire/http_error.ts";

/**
 * A refusal by the folder's guard, as an answer: anything that must stay unknown is simply not
 * found.
 */
export function refusedAsHttp(error: unknown): unknown {
  if (!(error instanceof RefusedFile)) return error;
  if (error.code === "not_permitted") return new HttpError(403, "This folder may not be read");
  return new HttpError(404, "There is nothing here");
}
