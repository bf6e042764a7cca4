import { Buffer } from "node:buffer";

/** `name:password` as the field Authorization has it after the word Basic (RFC 7617, in UTF-8). */
export function basicCredentials(text: string): string {
  return Buffer.from(text).toString("base64");
}

/** The `name:password` in a field that begins with the word Basic; undefined: there is none. */
export function readBasicCredentials(field: string): string | undefined {
  const coded = /^basic +([a-z0-9+/]+=*)$/i.exec(field)?.[1];
  return coded === undefined ? undefined : Buffer.from(coded, "base64").toString("utf8");
}
