import { type ByteRange, contentRange } from "../semantics/byte_ranges.ts";
import type { Field } from "../wire/http_error.ts";
import type { HttpReply, Sink } from "../wire/message.ts";
import type { Content } from "./content.ts";

/**
 * A reply with several ranges, as multipart/byteranges (RFC 9110 §14.6), its length known in advance.
 *
 * @param content the content of the ranges; closed by the reply
 * @param fields those of the reply, except Content-Type
 */
export function multipartRanges(
  content: Content,
  fields: readonly Field[],
  ranges: readonly ByteRange[],
): HttpReply {
  const boundary = `netlab-${crypto.randomUUID()}`;
  const heads = ranges.map((range) => partHead(boundary, content, range));
  const tail = new TextEncoder().encode(`\r\n--${boundary}--\r\n`);
  const data = ranges.reduce((sum, range) => sum + range.end - range.start, 0);
  return {
    status: 206,
    fields: [["content-type", `multipart/byteranges; boundary=${boundary}`], ...fields],
    body: {
      length: heads.reduce((sum, head) => sum + head.length, data + tail.length),
      send: async (sink: Sink) => {
        for (const [at, range] of ranges.entries()) {
          await sink.write(heads[at]!);
          await content.send(range, sink);
        }
        await sink.write(tail);
      },
      close: () => content.close(),
    },
  };
}

function partHead(boundary: string, content: Content, range: ByteRange): Uint8Array {
  return new TextEncoder().encode(
    `\r\n--${boundary}\r\ncontent-type: ${content.type}\r\n` +
      `content-range: ${contentRange(range, content.size)}\r\n\r\n`,
  );
}
