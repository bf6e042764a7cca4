import { msg } from "../../../i18n/message.ts";
import { RefusedChange } from "../../../fs/managed_folder.ts";
import { refusedAsHttp } from "../refused_file.ts";
import { HttpError } from "../../wire/http_error.ts";
import { uploadError } from "../upload/upload_error.ts";

/** A change that was refused, or that the system would not make, as an answer. */
export function changeError(error: unknown): unknown {
  if (!(error instanceof RefusedChange)) return uploadError(refusedAsHttp(error));
  switch (error.code) {
    case "not_found":
      return new HttpError(404, msg`There is nothing here`);
    case "no_folder":
      return new HttpError(409, msg`There is no such folder`);
    case "exists":
      return new HttpError(412, msg`This name is taken already`);
    case "into_itself":
      return new HttpError(403, msg`Nothing can be moved or copied into itself, or onto what it is in`);
    case "root":
      return new HttpError(403, msg`The served folder itself stays as it is`);
    case "hidden_name":
      return new HttpError(403, msg`Names that begin with a dot, and hidden files, are not taken`);
    case "odd_name":
      return new HttpError(403, msg`No file can have that name on every system`);
    case "other_disk":
      return new HttpError(
        403,
        msg`It is on another disk, and only what stays on its disk is moved or deleted`,
      );
    case "no_trash":
      return new HttpError(403, msg`Nothing can be deleted: .netlab-trash is not a folder`);
  }
}
