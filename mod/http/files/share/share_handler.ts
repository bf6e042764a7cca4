import { msg } from "../../../i18n/message.ts";
import { addressHost } from "../../../net/address/address_host.ts";
import type { Content } from "../content.ts";
import { contentReply } from "../content_reply.ts";
import { entityTag } from "../../semantics/entity_tag.ts";
import { type DecodedPath, decodePath, encodePath } from "../decode_path.ts";
import type { ByteRange } from "../../semantics/byte_ranges.ts";
import { wantsPage } from "../page/error_page.ts";
import { type Field, HttpError } from "../../wire/http_error.ts";
import type { HttpHandler, HttpReply, HttpRequest } from "../../wire/message.ts";
import { observingSink } from "../../wire/observing_sink.ts";
import { type PageLanguage, pageLanguage } from "../../page/page_language.ts";
import { type CountedTransfer, DownloadCount } from "./download_count.ts";
import { FETCH_QUERY, previewPage } from "./preview_page.ts";
import { isPrefetch, isPreview } from "./preview_request.ts";
import { textPage } from "./shared_text.ts";
import { type Device, RepeatedDownloads, systemOf } from "./repeated_downloads.ts";

/** What is shared, and how many times. */
export interface ShareOptions {
  /** The unguessable part of the address. */
  readonly secret: string;
  /** The file's name, a single path element. */
  readonly name: string;
  /** How many downloads there may be. */
  readonly count: number;
  /** The language of previews, for programs that ask for none of ours. @default {"en"} */
  readonly language?: PageLanguage | undefined;
  /** Opens what is shared, once for each request. @param signal aborts when its client has left */
  open(signal: () => AbortSignal): Content;
  /** It is this text: browsers show it. */
  readonly text?: string | undefined;
  /** Called when a download is complete. */
  onDownload(download: ShareDownload): void;
  /** Milliseconds of a clock that never goes back. @default {performance.now} */
  now?(): number;
}

/** A download that is complete. */
export interface ShareDownload {
  readonly client: string;
  /** Bytes. */
  readonly size: number;
  /** How many more there may be. */
  readonly left: number;
  /** How long the same client may begin once more without being counted, milliseconds. */
  readonly repeat: number;
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
  const repeated = new RepeatedDownloads(options.now);
  const answer = (request: HttpRequest): HttpReply => {
    if (!leadsHere(decodePath(request.path), options)) throw new HttpError(404, msg`There is nothing here`);
    if (request.method !== "GET" && request.method !== "HEAD") {
      throw new HttpError(405, msg`This can only be fetched`, [["allow", "GET, HEAD"]]);
    }
    const device = deviceOf(request);
    if (downloads.count >= options.count && !repeated.isOne(device)) {
      throw new HttpError(410, msg`It has been handed over already`);
    }
    // It asks again when its reader really opens the address.
    if (isPrefetch(request)) throw new HttpError(503, msg`This is not fetched in advance`);
    const content = options.open(() => request.signal());
    if (isPreview(request) && !request.query.has(FETCH_QUERY)) return preview(request, content, options);
    return counted(request, device, content, { downloads, repeated }, options);
  };
  return (request) => Promise.resolve(request).then(answer);
}

function preview(request: HttpRequest, content: Content, { name, language }: ShareOptions): HttpReply {
  content.close();
  return previewPage({ name, size: content.size, language: pageLanguage(request.fields, language ?? "en") });
}

function deviceOf({ remote, fields }: HttpRequest): Device {
  return { client: addressHost(remote), system: systemOf(fields.get("user-agent") ?? "") };
}

/** The secret, and perhaps the name. Browsers, curl and chat programs disagree about how to spell them. */
function leadsHere({ names, folder }: DecodedPath, { secret, name }: ShareOptions): boolean {
  if (names[0] !== secret) return false;
  return names.length === 1 || names.length === 2 && names[1] === name && !folder;
}

/** What has been handed over so far. */
interface HandedOver {
  readonly downloads: DownloadCount;
  readonly repeated: RepeatedDownloads;
}

function counted(
  request: HttpRequest,
  device: Device,
  content: Content,
  { downloads, repeated }: HandedOver,
  options: ShareOptions,
): HttpReply {
  const { size } = content;
  const sent: ByteRange[] = [];
  const page = shownPage(request, options);
  if (page !== undefined) content.close();
  const handed = page?.content ?? content;
  const reply = contentReply(
    request,
    recording(handed, sent),
    page === undefined
      ? { disposition: "attachment", fields: options.text === undefined ? [] : VARY }
      : { disposition: "inline", cacheControl: "no-store", fields: [...page.fields, ...VARY] },
  );
  if (request.method !== "GET" || reply.body === undefined) return reply;
  const { client } = device;
  const again = repeated.isOne(device);
  const end = again ? undefined : downloads.begin(transferOf(request, client, handed), handed.size);
  return {
    ...reply,
    confirm: true,
    onEnd: ({ complete }) => {
      // Two that were under way at the same time are one, too.
      if (end === undefined || repeated.isOne(device)) {
        end?.({ ranges: [], complete: false });
        if (complete && reply.status === 200) repeated.done(device);
        else repeated.may(device);
      } else if (end({ ranges: sent, complete })) {
        const left = options.count - downloads.count;
        options.onDownload({ client, size, left, repeat: repeated.may(device) });
      }
    },
  };
}

/** A text is shown to a person. */
function shownPage(
  request: HttpRequest,
  { text, name, language }: ShareOptions,
): ReturnType<typeof textPage> | undefined {
  if (text === undefined || !wantsPage(request) || request.query.has(FETCH_QUERY)) return undefined;
  return textPage(name, text, pageLanguage(request.fields, language ?? "en"));
}

const VARY: Field[] = [["vary", "Accept"]];

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
