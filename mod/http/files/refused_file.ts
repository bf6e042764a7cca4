import { RefusedFile } from "../../fs/served_folder.ts";
import { HttpError } from "../wire/http_error.ts";

/** What the guard of the folder refuses, as an answer: whatever may not be known about is just not there. */
export function refusedAsHttp(error: unknown): unknown {
  if (!(error instanceof RefusedFile)) return error;
  if (error.code === "not_permitted") return new HttpError(403, "This folder may not be read");
  return new HttpError(404, "There is nothing here");
}
