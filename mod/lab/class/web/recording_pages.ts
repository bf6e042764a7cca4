import { msg } from "../../../i18n/message.ts";
import type { PageLanguage } from "../../../http/page/page_language.ts";
import { HttpError } from "../../../http/wire/http_error.ts";
import type { HttpHandler, HttpReply, HttpRequest } from "../../../http/wire/message.ts";
import { EventFeed } from "../../watch/page/event_feed.ts";
import { watchPage } from "../../watch/page/watch_page.ts";
import { parseWatchRecording } from "../../watch/recording.ts";

/** The most characters of a recording once it is unpacked: what comes behind them is not shown. */
export const MOST_UNPACKED = 16 << 20;
/** The recordings that somebody looks at, or has just looked at. */
export const MOST_OPEN_RECORDINGS = 8;

/** The path of a report's recording, and behind it of what its page is made of. */
export const RECORDING_PATH = /^reports\/(\d{1,15})\/([\w.-]{1,80})\/([\w.]*)$/;

/** The pages of recordings: each is the page of `netlab lab watch`, which changes nothing and loads nothing from elsewhere. */
export class RecordingPages {
  readonly #language: PageLanguage;
  readonly #open = new Map<string, Promise<HttpHandler>>();

  /** @param language for browsers that ask for none of ours */
  constructor(language: PageLanguage) {
    this.#language = language;
  }

  /**
   * The page of a recording, or one of its files.
   *
   * @param name of the recording, no two having the same
   * @param bytes of it, compressed
   * @param rest the path behind the recording's own
   * @throws {HttpError} when it is no recording
   */
  async reply(request: HttpRequest, name: string, bytes: Uint8Array, rest: string): Promise<HttpReply> {
    const known = this.#open.get(name) ?? this.#read(bytes);
    this.#open.delete(name);
    this.#open.set(name, known);
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= MOST_OPEN_RECORDINGS) break;
      this.#open.delete(oldest);
    }
    const page = await known;
    return await page({ ...request, path: `/${rest}` });
  }

  async #read(bytes: Uint8Array): Promise<HttpHandler> {
    const events = parseWatchRecording(await unpacked(bytes));
    if (events === undefined) throw new HttpError(422, msg`That is no recording`);
    const feed = new EventFeed();
    for (const event of events) feed.add(event);
    feed.end();
    return watchPage(feed, this.#language);
  }
}

/** The text of a recording, as far as it can be unpacked and is not too long. */
async function unpacked(bytes: Uint8Array): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    const stream = ReadableStream.from(pieces(bytes)).pipeThrough(new DecompressionStream("gzip"));
    for await (const piece of stream) {
      text += decoder.decode(piece, { stream: true });
      if (text.length > MOST_UNPACKED) break;
    }
  } catch {
    // It ends in the middle, or was never compressed: what there is of it counts.
  }
  return text;
}

/** What comes of a piece comes at once, and may be a thousand times as long (RFC 1951, section 3.2.5: 258 bytes of 2 bits). */
function* pieces(bytes: Uint8Array): Generator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < bytes.length; at += PIECE) {
    yield bytes.subarray(at, at + PIECE) as Uint8Array<ArrayBuffer>;
  }
}

/** Bytes that are unpacked at once. */
const PIECE = 1024;
