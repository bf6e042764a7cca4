import { escapeHtml } from "./escape_html.ts";
import type { PageFeature } from "./page_features.ts";
import type { PageLanguage } from "./page_language.ts";
import { pageScript } from "./page_script.ts";
import { pageStyle } from "./page_style.ts";
import { PAGE_TEXTS } from "./page_texts.ts";
import type { Field } from "../wire/http_error.ts";

/** A folder in the tab of the browser; in the page, so that nothing has to be fetched for it. */
const ICON = "data:image/svg+xml," + encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#2f7fd6" d="M2.5 6A1.5 1.5 0 0 1 4 4.5h5l2 ' +
    '2.5h9A1.5 1.5 0 0 1 21.5 8.5V18a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 18z"/></svg>',
);

/** What a page has beside its body. */
export interface PageFrame {
  /** What it can do beside being read. @default {nothing} */
  readonly features?: readonly PageFeature[];
  /** More elements of its head, safe. */
  readonly head?: string;
}

/** A page. @param body HTML that is already safe @param nonce as in {@linkcode pageFields} */
export function htmlPage(
  title: string,
  body: string,
  nonce: string,
  language: PageLanguage,
  frame: PageFrame = {},
): string {
  const [before, after] = htmlFrame(title, nonce, language, frame);
  return before + body + after;
}

/** The frame of every page: the parts before and after its body. */
export function htmlFrame(
  title: string,
  nonce: string,
  language: PageLanguage,
  { features = [], head = "" }: PageFrame = {},
): [before: string, after: string] {
  const before = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title>
${head}<link rel="icon" href="${ICON}">
<style nonce="${nonce}">${pageStyle(features)}</style>
</head>
<body>
<main>
`;
  const script = pageScript(features);
  const after = `
<footer>${PAGE_TEXTS[language].servedBy}</footer>
</main>
${script === "" ? "" : `<script nonce="${nonce}">${script}</script>\n`}</body>
</html>
`;
  return [before, after];
}

/**
 * What a browser may do with a page of ours: run the script in it, talk to this server, show what is on it,
 * nothing else.
 */
export function pageFields(nonce: string): Field[] {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "media-src 'self'",
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
