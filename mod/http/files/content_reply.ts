import { msg } from "../../i18n/message.ts";
import { ifRangeHolds, preconditionStatus } from "../semantics/preconditions.ts";
import { type ByteRange, contentRange, parseByteRanges } from "../semantics/byte_ranges.ts";
import { entityTag } from "../semantics/entity_tag.ts";
import { formatHttpDate } from "../semantics/http_date.ts";
import { type Field, HttpError } from "../wire/http_error.ts";
import type { HttpReply, HttpRequest, ReplyBody } from "../wire/message.ts";
import { multipartRanges } from "./multipart_ranges.ts";
import type { Content } from "./content.ts";
import { dispositionField } from "./disposition_field.ts";

/** How {@linkcode contentReply} replies. */
export interface ContentReplyOptions {
  /** Whether to show it in the browser or save it. */
  readonly disposition: "inline" | "attachment";
  /** How long it may be kept. @default {"no-cache"} */
  readonly cacheControl?: string;
  /** Further fields, such as a security policy. */
  readonly fields?: readonly Field[];
}

/**
 * The reply to GET or HEAD for anything with a known length: preconditions, ranges, and the fields that
 * describe it (RFC 9110 §13 and §14).
 *
 * @param request a GET or a HEAD
 * @param content the requested content; closed by the reply
 * @throws HttpError 412 or 416; the content has then been closed
 */
export function contentReply(
  request: HttpRequest,
  content: Content,
  options: ContentReplyOptions,
): HttpReply {
  try {
    return conditionalReply(request, content, options);
  } catch (error) {
    content.close();
    throw error;
  }
}

function conditionalReply(request: HttpRequest, content: Content, options: ContentReplyOptions): HttpReply {
  const tag = content.tag ?? entityTag(content);
  const validators = { tag, modified: content.modified };
  const status = preconditionStatus(request.method, request.fields, validators);
  if (status === 412) throw new HttpError(412, msg`It is not what you take it for any more`);
  const { fields: more = [], cacheControl = "no-cache" } = options;
  const modified = formatHttpDate(content.modified);
  const known: Field[] = [["etag", tag], ["last-modified", modified], ["cache-control", cacheControl]];
  if (status === 304) {
    content.close();
    return { status, fields: known.concat(more) };
  }
  const disposition = dispositionField(request, options.disposition, content.name);
  const fields = known.concat(more, [["accept-ranges", "bytes"], disposition]);
  const ranges = wantedRanges(request, content, validators);
  return ranges === undefined ? whole(content, fields) : partial(content, fields, ranges);
}

/** undefined: all of it. */
function wantedRanges(
  { method, fields }: HttpRequest,
  content: Content,
  validators: { tag: string; modified: number },
): readonly ByteRange[] | undefined {
  const value = fields.get("range");
  // Ranges are defined for GET alone (RFC 9110 §14.2).
  if (value === undefined || method !== "GET" || !ifRangeHolds(fields.get("if-range"), validators)) {
    return undefined;
  }
  const ranges = parseByteRanges(value, content.size);
  if (ranges?.length !== 0) return ranges;
  throw new HttpError(416, msg`There are no such bytes`, [["content-range", `bytes */${content.size}`]]);
}

function whole(content: Content, fields: Field[]): HttpReply {
  const type: Field[] = [["content-type", content.type]];
  return {
    status: 200,
    fields: type.concat(fields),
    body: rangeBody(content, { start: 0, end: content.size }),
  };
}

function partial(content: Content, fields: Field[], ranges: readonly ByteRange[]): HttpReply {
  const [only, ...others] = ranges;
  if (only === undefined || others.length > 0) return multipartRanges(content, fields, ranges);
  return {
    status: 206,
    fields: [["content-type", content.type], ["content-range", contentRange(only, content.size)], ...fields],
    body: rangeBody(content, only),
  };
}

/** These bytes of the content, as a body that closes the content with itself. */
export function rangeBody(content: Content, range: ByteRange): ReplyBody {
  return {
    length: range.end - range.start,
    send: (sink) => content.send(range, sink),
    fill: content.fill === undefined ? undefined : (buffer) => content.fill!(range, buffer),
    close: () => content.close(),
  };
}
