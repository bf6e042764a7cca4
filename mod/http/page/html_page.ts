import { asset } from "./asset.ts";
import { escapeHtml } from "./escape_html.ts";
import type { PageLanguage } from "./page_language.ts";
import { PAGE_TEXTS } from "./page_texts.ts";
import type { Field } from "../wire/http_error.ts";

/** No fonts, no images, nothing from other servers; dark if the reader's system is dark. */
const STYLE = asset("../assets/page.css", import.meta.url);
const SCRIPT = asset("../assets/listing.js", import.meta.url);

/** A page. @param body HTML that is already safe @param nonce as in {@linkcode pageFields} */
export function htmlPage(title: string, body: string, nonce: string, language: PageLanguage): string {
  const [before, after] = htmlFrame(title, nonce, language);
  return before + body + after;
}

/** The frame of every page: the parts before and after its body. */
export function htmlFrame(
  title: string,
  nonce: string,
  language: PageLanguage,
): [before: string, after: string] {
  const before = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
`;
  const after = `
<footer>${PAGE_TEXTS[language].servedBy}</footer>
</main>
<script nonce="${nonce}">${SCRIPT}</script>
</body>
</html>
`;
  return [before, after];
}

/**
 * What a browser may do with a page of ours: run the script in it, talk to this server, nothing
 * else.
 */
export function pageFields(nonce: string): Field[] {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return [
    ["content-type", "text/html; charset=utf-8"],
    ["content-security-policy", policy.join("; ")],
    ["cache-control", "no-store"],
    ["x-frame-options", "DENY"],
  ];
}

/** A new nonce. */
export function newNonce(): string {
  return crypto.randomUUID().replaceAll("-", "");
}
