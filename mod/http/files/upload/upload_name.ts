import type { ServedFolder } from "../../../fs/served_folder.ts";
import { HttpError } from "../../wire/http_error.ts";
import { localName } from "../../../fs/local_name.ts";

/**
 * The name under which an uploaded file is kept: the last part of what the client called it,
 * without anything that controls a terminal or leaves the folder.
 *
 * @throws HttpError 400 when nothing is left, 403 when such names may not be seen here
 */
export function uploadName(given: string, tree: ServedFolder): string {
  // No served name contains the character that stands for bytes that are not UTF-8.
  const name = localName(given)?.replaceAll("\uFFFD", "_");
  if (name === undefined) throw new HttpError(400, "The file needs a name");
  if (!tree.shows(name)) throw new HttpError(403, "Names that begin with a dot are not taken");
  return name;
}
