import type { HandshakeReader } from "../connection/handshake_reader.ts";
import { WebSocketHandshakeError } from "./handshake_error.ts";

/** The fields of a head, by their names in lower case. */
export type HeadFields = ReadonlyMap<string, string>;

/** A head with more fields is an attack or the wrong peer. */
const MOST_FIELDS = 100;
/** A name (RFC 9110 §5.1) directly before its colon. */
const FIELD = /^([!#$%&'*+.^`|~\w-]+):[ \t]*(.*?)[ \t]*$/;

/**
 * Reads lines up to the empty one: names in lower case, several fields of one name joined by commas (RFC 9110
 * §5.3).
 *
 * @throws {WebSocketHandshakeError}
 */
export async function readHeadFields(reader: HandshakeReader): Promise<HeadFields> {
  const fields = new Map<string, string>();
  let count = 0;
  for (let line = await reader.line(); line !== ""; line = await reader.line()) {
    const [, name, value] = FIELD.exec(line) ?? [];
    if (name === undefined) throw new WebSocketHandshakeError("bad_head", line);
    const earlier = fields.get(name.toLowerCase());
    fields.set(name.toLowerCase(), earlier === undefined ? value! : `${earlier}, ${value}`);
    if (++count > MOST_FIELDS) throw new WebSocketHandshakeError("too_many_fields");
  }
  return fields;
}

/** The parts of a field that is a list (RFC 9110 §5.6.1). */
export function listOf(field: string | undefined): string[] {
  return (field ?? "").split(",").map((each) => each.trim()).filter((each) => each !== "");
}
