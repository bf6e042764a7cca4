import { systemFailure } from "../../../net/errors/system_error.ts";
import { join } from "@std/path";
import { takeName } from "../../../fs/take_name.ts";
import { HttpError } from "../../wire/http_error.ts";
import { uploadError } from "./upload_error.ts";
import { numberedName } from "./upload_name.ts";
import type { NamePolicy } from "./upload_options.ts";

const MOST_COPIES = 9999;

/** The place of an uploaded file. */
export interface CommittedUpload {
  /** The name it got. */
  readonly name: string;
  /** Nothing had this name before. */
  readonly created: boolean;
  /** Bytes of the file that had it before. */
  readonly replaced: number;
}

/**
 * Gives a complete file its name, in one step: nobody ever sees half of it, and two clients that
 * send the same name at the same moment cannot overwrite each other's file.
 *
 * @param unfinished where it is now, in the same folder
 * @param folder where it will be
 * @param name the name it should get
 * @throws HttpError 409 when the name is taken and the policy is `error`; the unfinished file then
 *   stays where it is
 */
export async function commitUpload(
  unfinished: string,
  folder: string,
  name: string,
  policy: NamePolicy,
): Promise<CommittedUpload> {
  if (policy === "overwrite") return await replace(unfinished, folder, name);
  for (let copy = 0; copy <= MOST_COPIES; copy++) {
    const tried = copy === 0 ? name : numberedName(name, copy);
    if (await takeNameAs(unfinished, join(folder, tried))) return { name: tried, created: true, replaced: 0 };
    if (policy === "error") break;
  }
  throw nameTaken();
}

/** The answer for a name that is taken. */
export function nameTaken(): HttpError {
  return new HttpError(409, "There is a file of this name already");
}

async function replace(
  unfinished: string,
  folder: string,
  name: string,
): Promise<CommittedUpload> {
  const path = join(folder, name);
  const before = await Deno.lstat(path).catch(() => undefined);
  if (before?.isDirectory) throw new HttpError(409, "There is a folder of this name");
  try {
    await Deno.rename(unfinished, path);
  } catch (error) {
    throw uploadError(error);
  }
  return { name, created: before === undefined, replaced: before?.size ?? 0 };
}

/** @returns false when the name is taken */
async function takeNameAs(unfinished: string, path: string): Promise<boolean> {
  try {
    return await takeName(unfinished, path);
  } catch (error) {
    if (systemFailure(error) === "not_found") throw new HttpError(404, "There is no such upload");
    throw uploadError(error);
  }
}
