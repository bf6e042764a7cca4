import { HttpError } from "../wire/http_error.ts";

/**
 * What the system said, as an answer to whoever uploads.
 *
 * @returns an HttpError for what has a status of its own, the error itself otherwise
 */
export function uploadError(error: unknown): unknown {
  if (error instanceof HttpError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (/No space left|Disk quota exceeded|os error (28|122)\)/.test(text)) {
    return new HttpError(507, "The disk of the server is full; nothing was kept");
  }
  if (/File too large|os error 27\)/.test(text)) {
    return new HttpError(507, "The server cannot keep a file of this size; nothing was kept");
  }
  if (/File name too long|os error 36\)/.test(text)) return new HttpError(400, "The name is too long");
  if (/os error 30\)|Read-only/.test(text) || error instanceof Deno.errors.PermissionDenied) {
    return new HttpError(403, "Nothing can be written there");
  }
  return error;
}
