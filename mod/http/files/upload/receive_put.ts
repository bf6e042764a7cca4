import { msg } from "../../../i18n/message.ts";
import { join } from "@std/path";
import { nameThere } from "../../../fs/name_there.ts";
import { entityTag } from "../../semantics/entity_tag.ts";
import { preconditionStatus } from "../../semantics/preconditions.ts";
import { addressHost } from "../../../net/address/address_host.ts";
import { HttpError } from "../../wire/http_error.ts";
import type { HttpRequest } from "../../wire/message.ts";
import { nameTaken } from "./commit_upload.ts";
import { TempUpload, uploadTooLarge } from "./temp_upload.ts";
import { allowedName } from "./upload_name.ts";
import type { ReceivedFile, UploadOptions } from "./upload_options.ts";

/**
 * Receives a file as the body of a PUT (`curl -T`).
 *
 * @param folder where to, and the names that lead there
 * @param given the client's name for the file
 * @throws HttpError 409, 412, 413, 507 …; nothing is then kept
 */
export async function receivePut(
  request: HttpRequest,
  folder: { path: string; names: readonly string[] },
  given: string,
  options: UploadOptions,
): Promise<ReceivedFile> {
  refuseWhatWouldBeMisread(request);
  const name = allowedName(given, folder.names, options);
  if ((request.body.length ?? 0) > options.maxSize) throw uploadTooLarge(options.maxSize);
  await checkPresent(request, join(folder.path, nameThere(folder.path, name) ?? name), options);
  using file = await TempUpload.create(folder.path, options, request.body.length);
  for (let bytes = await request.body.read(); bytes !== null; bytes = await request.body.read()) {
    await file.write(bytes);
  }
  const placed = await file.keep(name, options.policy);
  const received = {
    names: [...folder.names, placed.name],
    size: file.size,
    created: placed.created,
    from: addressHost(request.remote),
  };
  options.onReceived?.(received);
  return received;
}

/** A part sent as if it were the whole (RFC 9110 §14.5), or bytes that are not the file's own. */
function refuseWhatWouldBeMisread({ fields }: HttpRequest): void {
  if (fields.has("content-range")) {
    throw new HttpError(400, msg`A PUT replaces a whole file; resume with the tus protocol`);
  }
  const coding = fields.get("content-encoding");
  if (coding !== undefined && coding !== "identity") {
    throw new HttpError(415, msg`Send the file as it is, not encoded`);
  }
}

async function checkPresent(request: HttpRequest, path: string, options: UploadOptions): Promise<void> {
  const info = await Deno.stat(path).catch(() => undefined);
  const modified = info?.mtime?.getTime() ?? 0;
  const tag = info === undefined ? undefined : entityTag({ size: info.size, modified });
  // Preconditions would show a stranger what is in a drop box.
  if (!options.dropBox && preconditionStatus("PUT", request.fields, { tag, modified }) !== undefined) {
    throw new HttpError(412, msg`It is not what you take it for any more`);
  }
  // Refuse before the body is sent, not after.
  if (info !== undefined && options.policy === "error") throw nameTaken();
}
