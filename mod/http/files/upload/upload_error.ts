import { msg } from "../../../i18n/message.ts";
import { systemFailure } from "../../../net/errors/system_error.ts";
import { HttpError } from "../../wire/http_error.ts";

/**
 * The system's error, as an answer to the uploader.
 *
 * @returns an HttpError for an error that has its own status, otherwise the error itself
 */
export function uploadError(error: unknown): unknown {
  if (error instanceof HttpError) return error;
  switch (systemFailure(error)) {
    case "disk_full":
      return new HttpError(507, msg`The disk of the server is full; nothing was kept`);
    case "file_too_large":
      return new HttpError(507, msg`The server cannot keep a file of this size; nothing was kept`);
    case "busy":
      return new HttpError(
        409,
        msg`Another program on the server holds a file of this name; try again later`,
      );
    case "name_too_long":
      return new HttpError(400, msg`The name is too long`);
    case "invalid_name":
      return new HttpError(400, msg`No file can have that name here`);
    case "read_only":
    case "not_permitted":
      return new HttpError(403, msg`Nothing can be written there`);
    default:
      return error;
  }
}
