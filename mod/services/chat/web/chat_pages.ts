import type { ConnectionHandler } from "../../../server/service.ts";
import { type PageLanguage, pageLanguage } from "../../../http/page/page_language.ts";
import { CHAT_DEFAULTS } from "../chat_options.ts";
import { chatPageTexts } from "./chat_page_texts.ts";
import { CHAT_SCRIPT } from "./chat_script.ts";
import { asset } from "../../../http/page/asset.ts";
import { BASE_STYLE, DIALOG_STYLE } from "../../../http/page/base_style.ts";
import { PageSockets } from "../../../http/websocket/page_sockets.ts";
import type { Field } from "../../../http/wire/http_error.ts";
import {
  bytesBody,
  type HttpHandler,
  type HttpReply,
  type HttpRequest,
  textReply,
} from "../../../http/wire/message.ts";

/** Browsers in the room at once. */
const MOST = 1000;

/**
 * Nothing but this server's own three files and its WebSocket may be loaded, and no other page may frame it.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** It works without a build step, on a phone, with a keyboard alone and with a screen reader. */
const PAGE = asset("./assets/chat.html", import.meta.url);
const FILES = new Map([
  ["/chat.css", file("text/css", BASE_STYLE + DIALOG_STYLE + asset("./assets/chat.css", import.meta.url))],
  ["/chat.js", file("text/javascript", CHAT_SCRIPT)],
]);

/**
 * The page of a room, and the WebSocket at `/room` by which each browser comes in as one more connection of a
 * handler for line clients.
 *
 * A browser sends the page's origin along with a WebSocket request, and nothing stops a foreign page from
 * asking: so the door opens only when that origin is this very server (RFC 6455 §10.2).
 *
 * @param handler serves a browser as it serves any line client
 * @param language of the page, for browsers that ask for none of ours
 * @param asksPassword whether the page has a field for a password from the beginning
 */
export function chatPages(
  handler: ConnectionHandler,
  language: PageLanguage = "en",
  asksPassword = false,
): HttpHandler {
  const pages = { en: page("en", asksPassword), fr: page("fr", asksPassword) };
  const sockets = new PageSockets(MOST, {
    foreign: "another site's page may not come in",
    full: "the room is full",
  });
  return (request) => {
    if (request.path === "/room") return sockets.reply(request, handler);
    const found = request.path === "/"
      ? pages[pageLanguage(request.fields, language)]
      : FILES.get(request.path);
    return Promise.resolve(found === undefined ? textReply(404, "not found\n") : fileReply(request, found));
  };
}

function page(language: PageLanguage, asksPassword: boolean): ReturnType<typeof file> {
  const texts = {
    ...chatPageTexts(language),
    language,
    limit: String(CHAT_DEFAULTS.lineLimit),
    asksPassword: String(asksPassword),
  };
  const html = PAGE.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: keyof typeof texts) => texts[name]!);
  return file("text/html", html, [["vary", "Accept-Language"]]);
}

function file(
  type: string,
  text: string,
  more: readonly Field[] = [],
): { fields: readonly Field[]; bytes: Uint8Array } {
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

function fileReply({ method }: HttpRequest, { fields, bytes }: ReturnType<typeof file>): HttpReply {
  if (method === "GET" || method === "HEAD") return { status: 200, fields, body: bytesBody(bytes) };
  return textReply(405, "only GET\n", [["allow", "GET, HEAD"]]);
}
