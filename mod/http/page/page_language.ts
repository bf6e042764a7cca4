import type { Fields } from "../wire/request_head.ts";

/** The languages of the pages. */
export type PageLanguage = "en" | "fr";

/**
 * The language of a page: of ours, the one that the browser prefers (Accept-Language, RFC 9110
 * §12.5.4).
 *
 * @param fallback used when it names none of ours
 */
export function pageLanguage(fields: Fields, fallback: PageLanguage): PageLanguage {
  let best: PageLanguage | undefined;
  let most = 0;
  for (const range of (fields.get("accept-language") ?? "").split(",")) {
    const [, language, weight = "1"] = RANGE.exec(range.trim()) ?? [];
    const quality = Number(weight);
    if (language === undefined || !(quality > most)) continue;
    best = language.toLowerCase() as PageLanguage;
    most = quality;
  }
  return best ?? fallback;
}

/** `fr`, `fr-CH`, `en-GB;q=0.8`; other languages do not match. */
const RANGE = /^(en|fr)(?:-[a-z0-9-]+)?(?:\s*;\s*q=([01](?:\.\d{0,3})?))?$/i;
