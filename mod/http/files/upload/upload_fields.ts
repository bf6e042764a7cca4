import { msg } from "../../../i18n/message.ts";
import { HttpError } from "../../wire/http_error.ts";

/**
 * Reads a number of bytes, as Upload-Length and Upload-Offset carry it. @throws HttpError 400 for anything
 * else
 */
export function wholeNumber(value: string | undefined, field: string): number {
  if (value === undefined || !/^\d{1,15}$/.test(value)) {
    throw new HttpError(400, msg`${field} is a whole number of bytes`);
  }
  return Number(value);
}

/**
 * A value of Upload-Metadata, such as `filename d29ybGQ=,type aW1hZ2U=` (tus 1.0.0).
 *
 * @returns undefined when it has no such key
 * @throws HttpError 400 when the value cannot be read
 */
export function metadataValue(metadata: string, key: string): string | undefined {
  const pair = metadata.split(",").map((each) => each.trim().split(" ")).find(([each]) => each === key);
  if (pair === undefined) return undefined;
  try {
    const bytes = Uint8Array.from(atob(pair[1] ?? ""), (character) => character.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new HttpError(
      400,
      key === "filename"
        ? msg`The file name in Upload-Metadata is not base64 of UTF-8`
        : msg`${key} in Upload-Metadata is not base64 of UTF-8`,
    );
  }
}
