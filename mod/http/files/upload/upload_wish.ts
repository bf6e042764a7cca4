import type { NamePolicy } from "../../../fs/give_name.ts";
import type { ServedFolder } from "../../../fs/served_folder.ts";
import { msg } from "../../../i18n/message.ts";
import { HttpError } from "../../wire/http_error.ts";
import { metadataValue } from "./upload_fields.ts";
import { uploadName } from "./upload_name.ts";

/** What the sender of a resumable upload wants of it, in Upload-Metadata. */
export interface UploadWish {
  /** `filename`: the name of the file. */
  readonly name: string;
  /** `relativePath`, as tus clients name it: the folders that lead there, below the one of the request. */
  readonly folders: readonly string[];
  /** `existing`: what happens when the name is taken; undefined: what the server does with others. */
  readonly existing: NamePolicy | undefined;
  /** `batch`: files with the same value were sent together. */
  readonly batch: string | undefined;
}

/** More levels than any folder of a person has, and few enough for one request. */
const DEEPEST = 32;

/**
 * Reads what the sender wants.
 *
 * @throws HttpError 400 when it cannot be read or no file can have such names, 403 when such names are not
 *   taken here
 */
export function uploadWish(metadata: string, tree: Pick<ServedFolder, "hidden">): UploadWish {
  return {
    name: uploadName(metadataValue(metadata, "filename") ?? "", tree),
    folders: foldersOf(metadataValue(metadata, "relativePath") ?? "", tree),
    existing: wishedPolicy(metadata),
    batch: metadataValue(metadata, "batch")?.slice(0, 100) || undefined,
  };
}

/** What is to happen when the name is taken. @throws HttpError 400 when it cannot be read */
export function wishedPolicy(metadata: string): NamePolicy | undefined {
  const wished = metadataValue(metadata, "existing");
  switch (wished) {
    case undefined:
    case "error":
    case "rename":
    case "overwrite":
      return wished;
    default:
      throw new HttpError(400, msg`existing in Upload-Metadata is error, rename or overwrite`);
  }
}

/** @param path of the file; its last part is what `filename` says, too */
function foldersOf(path: string, tree: Pick<ServedFolder, "hidden">): string[] {
  const parts = path.split("/").slice(0, -1).filter((part) => part !== "");
  if (parts.length > DEEPEST) {
    throw new HttpError(400, msg`Folders of more than ${DEEPEST} levels are not taken`);
  }
  if (parts.some((part) => part === "." || part === "..")) {
    throw new HttpError(400, msg`No folder can have that name here`);
  }
  return parts.map((part) => uploadName(part, tree));
}
