import { isHiddenName, isUnfinishedName, lastPart, portableName } from "../../../fs/file_name.ts";
import { msg } from "../../../i18n/message.ts";
import type { ServedFolder } from "../../../fs/served_folder.ts";
import { HttpError } from "../../wire/http_error.ts";
import { demand } from "../rights.ts";
import type { UploadOptions } from "./upload_options.ts";

/**
 * The name under which an uploaded file is kept: the last part of what the client called it, as
 * every system can have it.
 *
 * @throws HttpError 400 when nothing is left, 403 when such names may not be seen here
 */
export function uploadName(given: string, { hidden }: Pick<ServedFolder, "hidden">): string {
  const name = portableName(lastPart(given));
  if (name === undefined) throw new HttpError(400, msg`The file needs a name`);
  if (hidden ? isUnfinishedName(name) : isHiddenName(name)) {
    const dotted = name.startsWith(".");
    throw new HttpError(
      403,
      dotted ? msg`Names that begin with a dot are not taken` : msg`Hidden files are not taken`,
    );
  }
  return name;
}

/**
 * The same for a file in a folder, if its sender may have it there.
 *
 * @param folder the names of the folder
 * @throws HttpError 403 when he may not
 */
export function allowedName(given: string, folder: readonly string[], options: UploadOptions): string {
  const name = uploadName(given, options.tree);
  demand(options.mayPut?.([...folder, name]) ?? true);
  return name;
}
