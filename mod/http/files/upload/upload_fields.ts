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
 * The file name in Upload-Metadata: `filename d29ybGQ=,type aW1hZ2U=`. @throws HttpError 400 when it cannot
 * be read
 */
export function metadataName(metadata: string): string {
  const pair = metadata.split(",").map((each) => each.trim().split(" ")).find(([key]) => key === "filename");
  try {
    const bytes = Uint8Array.from(atob(pair?.[1] ?? ""), (character) => character.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new HttpError(400, msg`The file name in Upload-Metadata is not base64 of UTF-8`);
  }
}
