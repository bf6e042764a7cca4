import { type Message, msg } from "../i18n/message.ts";
import { systemMessage } from "../net/errors/system_error.ts";
import type { FsErrorCode, FsErrorDetails } from "./fs_error.ts";

/**
 * The message to a person about a failure with a file: what was tried, on which path, and why it
 * failed. All sentences of `mod/fs` are here; the rest of it knows only codes and details.
 */
export function fsErrorMessage(code: FsErrorCode, { action, path, reason }: FsErrorDetails): Message {
  if (action === "write") return msg`Cannot write "${path}": ${writeReason(code, reason)}`;
  if (code === "not_permitted") return msg`Cannot serve "${path}": it may not be read`;
  if (code === "not_found") return msg`Cannot serve "${path}": there is no such folder`;
  if (code === "not_folder") return msg`Cannot serve "${path}": it is not a folder`;
  return msg`Cannot serve "${path}": ${systemMessage(reason)}`;
}

function writeReason(code: FsErrorCode, reason: string): Message {
  switch (code) {
    case "exists":
      return msg`it is there already (--force replaces it)`;
    case "not_found":
      return msg`there is no such folder`;
    case "is_folder":
      return msg`there is a folder of this name`;
    case "busy":
      return msg`another program holds it; close it there and try again`;
    case "not_permitted":
      return msg`permission denied`;
    case "no_place_for_files":
      return msg`that is no place for files`;
    case "name_too_long":
      return msg`its name is too long for this disk`;
    case "disk_full":
      return msg`the disk is full`;
    case "invalid_name":
      return msg`no file can have that name here`;
    case "file_too_large":
      return msg`no file may become so large here (ulimit -f)`;
    default:
      return systemMessage(reason);
  }
}
