import type { HttpRequest } from "../../wire/message.ts";

/**
 * Programs that open an address to show what is behind it, or that somebody may want to open it: those of
 * messengers and social networks (Signal calls itself WhatsApp, iMessage facebookexternalhit and Twitterbot),
 * and whatever calls itself a bot. The browsers inside such programs go by other names.
 */
const PREVIEWS = new RegExp(
  [
    "^WhatsApp/",
    "\\b(TelegramBot|Discordbot|Twitterbot|LinkedInBot|Pinterestbot|redditbot|Viber|vkShare|BitlyBot)\\b",
    "\\b(facebookexternalhit|facebookcatalog|meta-externalagent|meta-externalfetcher|Facebot)\\b",
    "\\bSlack(bot|-ImgProxy)\\b",
    "SkypeUriPreview|Snap URL Preview|Google-PageRenderer|GoogleMessages|kakaotalk-scrap|Iframely|Embedly",
    "^(Synapse|Mattermost-Bot|RocketChat|Rocket\\.Chat|Nextcloud Server Crawler|Zulip)\\b",
    "Mastodon/|Pleroma|Misskey",
    "[a-z]bot/\\d",
    "\\b(bot|crawler|spider)\\b[;:)/ ]",
  ].join("|"),
  "i",
);

/** Whether the address is opened to show a preview of it, by a program that nobody downloads with. */
export function isPreview({ fields }: HttpRequest): boolean {
  return PREVIEWS.test(fields.get("user-agent") ?? "");
}

/** Whether a browser asks beforehand, in case its reader opens the address (Sec-Purpose; Purpose before it). */
export function isPrefetch({ fields }: HttpRequest): boolean {
  return ["sec-purpose", "purpose", "x-purpose", "x-moz"].some((name) =>
    /\b(prefetch|prerender|preview)\b/i.test(fields.get(name) ?? "")
  );
}
