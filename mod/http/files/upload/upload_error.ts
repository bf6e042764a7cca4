import { errorCode } from "../../../net/errors/system_error.ts";
import { HttpError } from "../../wire/http_error.ts";

/**
 * What the system said, as an answer to whoever uploads.
 *
 * @returns an HttpError for what has a status of its own, the error itself otherwise
 */
export function uploadError(error: unknown): unknown {
  if (error instanceof HttpError) return error;
  const code = errorCode(error);
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new HttpError(507, "The disk of the server is full; nothing was kept");
  }
  if (code === "EFBIG") {
    return new HttpError(507, "The server cannot keep a file of this size; nothing was kept");
  }
  if (code === "ENAMETOOLONG") return new HttpError(400, "The name is too long");
  if (code === "EROFS" || error instanceof Deno.errors.PermissionDenied) {
    return new HttpError(403, "Nothing can be written there");
  }
  return error;
}
