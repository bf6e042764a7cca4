import { type Message, msg } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";
import { errorCode, systemMessage } from "../net/errors/system_error.ts";

/** What the system said when a file could not be written, as a sentence for the person who wanted it. */
export function cannotWrite(path: string, error: unknown): MessageError {
  return new MessageError(msg`Cannot write "${path}": ${reason(error)}`, { cause: error });
}

function reason(error: unknown): Message {
  if (error instanceof Deno.errors.AlreadyExists) return msg`it is there already (--force replaces it)`;
  if (error instanceof Deno.errors.NotFound) return msg`there is no such folder`;
  if (error instanceof Deno.errors.IsADirectory) return msg`there is a folder of this name`;
  if (error instanceof Deno.errors.PermissionDenied) return msg`permission denied`;
  // The runtime's word for what is below /dev and /proc
  if (error instanceof Deno.errors.NotCapable) return msg`that is no place for files`;
  const code = errorCode(error);
  if (code === "ENOSPC" || code === "EDQUOT") return msg`the disk is full`;
  if (code === "EFBIG") return msg`no file may become so large here (ulimit -f)`;
  const text = error instanceof Error ? error.message : String(error);
  return systemMessage(
    text.replace(/: (open|rename|link|writefile|lstat|stat) '.*$/, "").replace(/ \(os error \d+\)/, ""),
  );
}
