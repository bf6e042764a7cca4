import { msg } from "../../../i18n/message.ts";
import { systemFailure } from "../../../net/errors/system_error.ts";
import type { GivenName } from "../../../fs/give_name.ts";
import { type Field, HttpError } from "../../wire/http_error.ts";
import type { UploadOptions } from "./upload_options.ts";
import { uploadError } from "./upload_error.ts";

/**
 * Gives an uploaded file its name.
 *
 * @param give gives it, and throws the system's own errors
 * @throws HttpError 409 when the name is taken and may not be replaced; the unfinished file then
 *   stays where it is
 */
export async function commitUpload(give: () => Promise<GivenName>): Promise<GivenName> {
  try {
    return await give();
  } catch (error) {
    switch (systemFailure(error)) {
      case "exists":
        throw nameTaken();
      case "is_folder":
        throw folderOfThisName();
      case "not_found":
        throw new HttpError(404, msg`There is no such upload`);
      default:
        throw uploadError(error);
    }
  }
}

/**
 * Only a PUT can carry the token of a lock; what comes in another way waits until nobody has one.
 *
 * @param path where the file would be
 * @throws HttpError 423
 */
export function refuseLocked(path: string, { isLocked }: Pick<UploadOptions, "isLocked">): void {
  if (isLocked?.(path)) throw new HttpError(423, msg`Somebody has locked it`);
}

/** Tells a taken name, for which there is another one, from whatever else is in the way of an upload. */
const NAME_TAKEN: readonly Field[] = [["name-taken", "?1"]];

/** The answer for a name that is taken. */
export function nameTaken(): HttpError {
  return new HttpError(409, msg`There is a file of this name already`, NAME_TAKEN);
}

/** The answer for the name of a folder, which no file replaces. */
export function folderOfThisName(): HttpError {
  return new HttpError(409, msg`There is a folder of this name`, NAME_TAKEN);
}
