import { sha256 } from "../../../fs/file_hash.ts";
import type { Field } from "../../wire/http_error.ts";
import type { Fields } from "../../wire/request_head.ts";

/** Whether a request asks for the SHA-256 of what it has sent (RFC 9530 §4: `Want-Repr-Digest`). */
export function wantsDigest(fields: Fields): boolean {
  return /(^|[\s,])sha-256=(?!0\b)\d/.test(fields.get("want-repr-digest") ?? "");
}

/** The SHA-256 of a complete file, as an answer carries it (RFC 9530 §3: `Repr-Digest`). */
export async function digestField(path: string): Promise<Field> {
  const hex = await sha256(path, new AbortController().signal);
  const base64 = btoa(String.fromCharCode(...hex.match(/../g)!.map((byte) => parseInt(byte, 16))));
  return ["repr-digest", `sha-256=:${base64}:`];
}
