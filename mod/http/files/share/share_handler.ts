import { msg } from "../../../i18n/message.ts";
import { addressHost } from "../../wire/address_host.ts";
import type { Content } from "../content.ts";
import { contentReply } from "../content_reply.ts";
import { entityTag } from "../../semantics/entity_tag.ts";
import { type DecodedPath, decodePath, encodePath } from "../decode_path.ts";
import type { ByteRange } from "../../semantics/byte_ranges.ts";
import { HttpError } from "../../wire/http_error.ts";
import type { HttpHandler, HttpReply, HttpRequest } from "../../wire/message.ts";
import { observingSink } from "../../wire/observing_sink.ts";
import { type CountedTransfer, DownloadCount } from "./download_count.ts";

/** What is shared, and how many times. */
export interface ShareOptions {
  /** The unguessable part of the address. */
  readonly secret: string;
  /** The file's name, a single path element. */
  readonly name: string;
  /** How many downloads there may be. */
  readonly count: number;
  /** Opens what is shared, once for each request. @param signal aborts when its client has left */
  open(signal: () => AbortSignal): Content;
  /** Called when a download is complete. @param left how many more there may be */
  onDownload(download: { client: string; size: number; left: number }): void;
}

/** A new secret for an address: 96 random bits, so that nobody finds it by trying. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
}

/**
 * The path of a share: the secret, then the name, so that saving the address saves the file under
 * its name.
 */
export function sharePath(secret: string, name: string): string {
  return encodePath([secret, name], false);
}

/** One file behind an unguessable address, for a number of downloads. */
export function shareHandler(options: ShareOptions): HttpHandler {
  const downloads = new DownloadCount();
  const answer = (request: HttpRequest): HttpReply => {
    if (!leadsHere(decodePath(request.path), options)) throw new HttpError(404, msg`There is nothing here`);
    if (request.method !== "GET" && request.method !== "HEAD") {
      throw new HttpError(405, msg`This can only be fetched`, [["allow", "GET, HEAD"]]);
    }
    if (downloads.count >= options.count) throw new HttpError(410, msg`It has been handed over already`);
    return counted(request, options.open(() => request.signal()), downloads, options);
  };
  return (request) => Promise.resolve(request).then(answer);
}

/** The secret, and perhaps the name. Browsers, curl and chat programs disagree about how to spell them. */
function leadsHere({ names, folder }: DecodedPath, { secret, name }: ShareOptions): boolean {
  if (names[0] !== secret) return false;
  return names.length === 1 || names.length === 2 && names[1] === name && !folder;
}

function counted(
  request: HttpRequest,
  content: Content,
  downloads: DownloadCount,
  options: ShareOptions,
): HttpReply {
  const sent: ByteRange[] = [];
  const reply = contentReply(request, recording(content, sent), { disposition: "attachment" });
  if (request.method !== "GET" || reply.body === undefined) return reply;
  const client = addressHost(request.remote);
  const end = downloads.begin(transferOf(request, client, content), content.size);
  return {
    ...reply,
    confirm: true,
    onEnd: ({ complete }) => {
      if (!end({ ranges: sent, complete })) return;
      options.onDownload({ client, size: content.size, left: options.count - downloads.count });
    },
  };
}

function transferOf(request: HttpRequest, client: string, content: Content): CountedTransfer {
  const resumes = /^bytes=\s*\d/.test(request.fields.get("range") ?? "");
  return { client, version: content.tag ?? entityTag(content), resumes };
}

/** Notes which bytes have gone out. */
function recording(content: Content, sent: ByteRange[]): Content {
  return {
    ...content,
    fill: undefined,
    send: async (range, sink) => {
      let at = range.start;
      const note = (length: number) => {
        const end = at + length;
        if (sent.at(-1)?.end === at) sent[sent.length - 1] = { start: sent.at(-1)!.start, end };
        else sent.push({ start: at, end });
        at = end;
      };
      await content.send(range, observingSink(sink, note));
    },
  };
}
