import { sizeText } from "../../../i18n/number_text.ts";
import { escapeHtml } from "../../page/escape_html.ts";
import { htmlFrame, newNonce, pageFields } from "../../page/html_page.ts";
import type { PageLanguage } from "../../page/page_language.ts";
import { PAGE_TEXTS } from "../../page/page_texts.ts";
import { bytesBody, type HttpReply } from "../../wire/message.ts";

/** The query with which a share is fetched by whoever it is. */
export const FETCH_QUERY = "download";

/** What a preview tells. */
export interface SharePreview {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly language: PageLanguage;
}

/**
 * What is shown to a program that makes a preview (Open Graph), instead of the file: its name and its size. A
 * person whom we took for one finds the way to the file.
 */
export function previewPage({ name, size, language }: SharePreview): HttpReply {
  const texts = PAGE_TEXTS[language];
  const nonce = newNonce();
  const [title, told] = [escapeHtml(name), escapeHtml(texts.sharedFile(sizeText(size, language)))];
  const head = `<meta name="robots" content="noindex, nofollow">
<meta property="og:type" content="website">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${told}">
<meta name="description" content="${told}">
`;
  const [before, after] = htmlFrame(name, nonce, language, { head });
  const body = `<h1>${title}</h1>
<div class="card"><p class="empty">${told}. <a rel="nofollow" href="?${FETCH_QUERY}">${texts.download}</a></p></div>
`;
  return {
    status: 200,
    fields: pageFields(nonce),
    body: bytesBody(new TextEncoder().encode(before + body + after)),
  };
}
