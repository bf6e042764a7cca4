import { msg } from "../../i18n/message.ts";
import { MessageError, messageOf } from "../../i18n/message_error.ts";
import { systemFailure } from "../../net/errors/system_error.ts";
import { readScript } from "../script/read_script.ts";
import type { Script } from "../script/script.ts";

/** The most bytes of a script. */
const MOST_BYTES = 1 << 20;

/**
 * Reads a script.
 *
 * @throws {MessageError} when there is no such file, or with the line of its first mistake.
 */
export async function readScriptFile(path: string): Promise<Script> {
  let text: string;
  try {
    if ((await Deno.stat(path)).size > MOST_BYTES) {
      throw new MessageError(msg`Cannot read "${path}": a sheet has ${MOST_BYTES} bytes at most`);
    }
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof MessageError) throw error;
    const failure = systemFailure(error);
    const reason = failure === "not_found"
      ? msg`there is no such file`
      : failure === "is_folder"
      ? msg`it is a folder`
      : messageOf(error);
    throw new MessageError(msg`Cannot read "${path}": ${reason}`, { cause: error });
  }
  return readScript(text.replace(/^\ufeff/, ""), path);
}
