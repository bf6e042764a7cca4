import { msg } from "../../i18n/message.ts";
import { chooseCoding } from "../semantics/accept_encoding.ts";
import { entityTag, tagForCoding } from "../semantics/entity_tag.ts";
import { formatHttpDate } from "../semantics/http_date.ts";
import { preconditionStatus } from "../semantics/preconditions.ts";
import { type Field, HttpError } from "../wire/http_error.ts";
import type { HttpReply, HttpRequest } from "../wire/message.ts";
import type { CompressorPool } from "./compressor_pool.ts";
import type { Content } from "./content.ts";
import { rangeBody } from "./content_reply.ts";
import { dispositionField } from "./disposition_field.ts";
import { isCompressible } from "./media/media_type.ts";

/** The smallest file that gains from it, bytes. */
export const SMALLEST = 1024;
/** The largest file; larger ones would keep a core busy for one client. */
const LARGEST = 64 * 1024 * 1024;

/**
 * The reply with the content compressed on the way, if that is worth it and the client can
 * decompress it.
 *
 * A request for ranges is always answered with plain bytes: ranges of data that is compressed again
 * each time mean nothing.
 *
 * @param request a GET or a HEAD
 * @param content closed by the reply, if there is one
 * @param more tells further fields of the reply, among them how long it may be kept
 * @param compressors the compressors, which may all be busy
 * @returns undefined: send it as it is (with `Vary` when {@linkcode variesByCoding} says so)
 */
export function compressedReply(
  request: HttpRequest,
  content: Content,
  more: () => readonly Field[],
  compressors: CompressorPool,
): HttpReply | undefined {
  if (!variesByCoding(content) || request.fields.has("range")) return undefined;
  if (!wantsGzip(request)) return undefined;
  const tag = tagForCoding(content.tag ?? entityTag(content), "gzip");
  const status = preconditionStatus(request.method, request.fields, { tag, modified: content.modified });
  if (status === 412) throw new HttpError(412, msg`It is not what you take it for any more`);
  const described: Field[] = [
    ["etag", tag],
    ["last-modified", formatHttpDate(content.modified)],
    ...more(),
  ];
  if (status === 304) {
    content.close();
    return { status, fields: described };
  }
  const permit = compressors.tryAcquire();
  if (permit === undefined) return undefined;
  described.push(
    ["content-type", content.type],
    dispositionField(request, "inline", content.name),
    ["content-encoding", "gzip"],
  );
  return {
    status: 200,
    fields: described,
    body: compressors.gzip(rangeBody(content, { start: 0, end: content.size }), request.signal(), permit),
  };
}

/** Whether the client accepts gzip, and does not prefer plain bytes. */
export function wantsGzip({ fields }: HttpRequest): boolean {
  return chooseCoding(fields.get("accept-encoding"), ["gzip"]) === "gzip";
}

/** Whether the reply depends on Accept-Encoding, so that caches have to be told. */
export function variesByCoding(content: Content): boolean {
  return isCompressible(content.type) && content.size >= SMALLEST && content.size <= LARGEST;
}
