import { msg } from "../../../i18n/message.ts";
import { portableName } from "../../../fs/file_name.ts";
import type { Found } from "../../../fs/served_folder.ts";
import { HttpError } from "../../wire/http_error.ts";
import type { DecodedPath } from "../decode_path.ts";
import { demand, type Rights } from "../rights.ts";
import { TempUpload } from "../upload/temp_upload.ts";
import { uploadName } from "../upload/upload_name.ts";
import type { UploadOptions } from "../upload/upload_options.ts";
import type { DavContext } from "./dav_context.ts";

/** Where a new file will be. */
interface NewPlace {
  readonly folder: Found;
  readonly name: string;
  readonly uploads: UploadOptions;
}

/**
 * The place of a file that is to come.
 *
 * @throws HttpError 403 when it may not be there under this very name, 409 without a folder to be in
 */
export function newPlace({ names, folder }: DecodedPath, rights: Rights, context: DavContext): NewPlace {
  const { tree, uploads } = context;
  const given = names.at(-1);
  if (given === undefined || folder) throw new HttpError(409, msg`A file has no slash at its end`);
  demand(uploads !== undefined && rights.upload(names));
  const found = tree.find(names.slice(0, -1));
  if (found?.kind !== "folder") throw new HttpError(409, msg`There is no such folder`);
  const name = uploadName(given, tree);
  // A client that finds its file under another name takes it for lost.
  if (portableName(given) !== given) {
    throw new HttpError(403, msg`No file can have that name on every system`);
  }
  return { folder: found, name, uploads: uploads!.options };
}

/** Makes an empty file. @throws HttpError as {@linkcode newPlace} does, and when no more files are taken */
export async function newFile(path: DecodedPath, rights: Rights, context: DavContext): Promise<void> {
  const { folder, name, uploads } = newPlace(path, rights, context);
  using file = await TempUpload.create(folder.path, uploads);
  await file.keep(name, "error");
}
