import type { Connection } from "../../../net/connection.ts";
import type { ConnectionHandler } from "../../../server/service.ts";
import { asset } from "../../../http/page/asset.ts";
import { BASE_STYLE } from "../../../http/page/base_style.ts";
import { type PageLanguage, pageLanguage } from "../../../http/page/page_language.ts";
import { PageSockets } from "../../../http/websocket/page_sockets.ts";
import type { Field } from "../../../http/wire/http_error.ts";
import {
  bytesBody,
  type HttpHandler,
  type HttpReply,
  type HttpRequest,
  textReply,
} from "../../../http/wire/message.ts";
import type { EventFeed } from "./event_feed.ts";
import { watchPageTexts } from "./watch_page_texts.ts";
import { WATCH_SCRIPT } from "./watch_script.ts";

/** Pages that look at once. */
const MOST = 200;

/** Nothing but this server's own files and its WebSocket may be loaded; pictures are drawn from the page's own memory. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const PAGE = asset("./assets/watch.html", import.meta.url);
const STYLE = BASE_STYLE + asset("./assets/watch.css", import.meta.url) +
  asset("./assets/ladder.css", import.meta.url);

/** A file of the page, as it is sent. */
interface PageFile {
  readonly fields: readonly Field[];
  readonly bytes: Uint8Array;
}

/**
 * The page of a recording, and the WebSocket at `/events` by which it comes: every message has lines of JSON, first
 * all so far (from `?from=NUMBER` on), then each as it happens.
 *
 * Nobody changes anything through it. What programs have sent one another is nobody else's business, so another
 * site's page may not ask for it (RFC 6455 §10.2).
 *
 * @param feed the events
 * @param language of the page, for browsers that ask for none of ours
 */
export function watchPage(feed: EventFeed, language: PageLanguage = "en"): HttpHandler {
  const pages = { en: page("en"), fr: page("fr") };
  const files = new Map([
    ["/watch.css", file("text/css", STYLE)],
    ["/watch.js", file("text/javascript", WATCH_SCRIPT)],
  ]);
  const sockets = new PageSockets(MOST, {
    foreign: "another site's page may not look",
    full: "too many pages are looking",
  });
  return (request) => {
    if (request.path === "/events") return sockets.reply(request, tell(feed, firstWanted(request)));
    const found = request.path === "/"
      ? pages[pageLanguage(request.fields, language)]
      : files.get(request.path);
    return Promise.resolve(found === undefined ? textReply(404, "not found\n") : fileReply(request, found));
  };
}

/** The number of the first event that the browser has not had. */
function firstWanted({ search }: HttpRequest): number {
  const from = Number(new URLSearchParams(search).get("from"));
  return Number.isSafeInteger(from) && from > 0 ? from : 0;
}

/** The line behind the last event of a recording that goes on no more. */
const OVER = '{"type":"over"}';

/** Tells a browser every event, as fast as it takes them. */
function tell(feed: EventFeed, from: number): ConnectionHandler {
  return async (connection, { signal }) => {
    using browser = connection;
    const gone = new AbortController();
    const leaving = untilItLeaves(browser).finally(() => gone.abort());
    const encoder = new TextEncoder();
    const stop = AbortSignal.any([signal, gone.signal]);
    for await (const lines of feed.read(from, stop)) await browser.write(encoder.encode(lines.join("\n")));
    if (!stop.aborted) await browser.write(encoder.encode(OVER));
    await browser.closeWrite();
    await leaving;
  };
}

/** Reads what a browser says, which is nothing, to its end. */
async function untilItLeaves(browser: Connection): Promise<void> {
  const buffer = new Uint8Array(1024);
  try {
    while (await browser.read(buffer) !== null) { /* nothing is asked for */ }
  } catch {
    // it has left without a word
  }
}

function page(language: PageLanguage): PageFile {
  const texts = watchPageTexts(language);
  const html = PAGE.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => texts[name]!);
  return file("text/html", html, [["vary", "Accept-Language"]]);
}

function file(type: string, text: string, more: readonly Field[] = []): PageFile {
  return {
    fields: [
      ["content-type", `${type}; charset=utf-8`],
      ["content-security-policy", POLICY],
      ["referrer-policy", "no-referrer"],
      ["cache-control", "no-cache"],
      ...more,
    ],
    bytes: new TextEncoder().encode(text),
  };
}

function fileReply({ method }: HttpRequest, { fields, bytes }: PageFile): HttpReply {
  if (method === "GET" || method === "HEAD") return { status: 200, fields, body: bytesBody(bytes) };
  return textReply(405, "only GET\n", [["allow", "GET, HEAD"]]);
}
