import { replaceUnsafe } from "../../../io/visible_text.ts";
import { asset } from "../../page/asset.ts";
import { escapeHtml } from "../../page/escape_html.ts";
import { htmlPage, newNonce, pageFields } from "../../page/html_page.ts";
import type { PageLanguage } from "../../page/page_language.ts";
import { PAGE_TEXTS } from "../../page/page_texts.ts";
import type { Field } from "../../wire/http_error.ts";
import type { Content } from "../content.ts";

/** The longest text that is shown on a page, bytes. */
export const LONGEST_TEXT = 64 * 1024;

const SCRIPT = asset("../../assets/copy.js", import.meta.url);

/**
 * The text that these bytes are.
 *
 * @returns undefined for what a page could not show as it is: too much, not UTF-8, or with characters that
 *   are not seen and would be obeyed
 */
export function shortText(bytes: Uint8Array): string | undefined {
  if (bytes.length > LONGEST_TEXT) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const rest = text.replace(/[\t\r\n]/g, "");
    return replaceUnsafe(rest, "") === rest ? text : undefined;
  } catch {
    return undefined; // not UTF-8
  }
}

/** What is in memory, as something to download. @param type its media type */
export function bytesContent(name: string, type: string, bytes: Uint8Array, modified: number): Content {
  return {
    name,
    type,
    size: bytes.length,
    modified,
    send: ({ start, end }, sink) => sink.write(bytes.subarray(start, end)),
    close: () => {},
  };
}

/**
 * A page with a text to read and to copy, and what a browser may do with it. An address, if the text is
 * nothing else, can be followed.
 */
export function textPage(
  name: string,
  text: string,
  language: PageLanguage,
): { content: Content; fields: Field[] } {
  const nonce = newNonce();
  const html = htmlPage(name, pageBody(name, text, nonce, language), nonce, language);
  const content = bytesContent(name, "text/html; charset=utf-8", new TextEncoder().encode(html), Date.now());
  const fields = pageFields(nonce).filter(([field]) => !["content-type", "cache-control"].includes(field));
  // No two of them are the same.
  return { content: { ...content, tag: `"${nonce}"` }, fields };
}

function pageBody(name: string, text: string, nonce: string, language: PageLanguage): string {
  const texts = PAGE_TEXTS[language];
  const lines = text.split(/\r\n|\r|\n/);
  // HTML drops a line end at the beginning.
  const shown = lines.map((line) => line.split("\t").map(escapeHtml).join("\t")).join("\n");
  return `<h1>${escapeHtml(name)}</h1>
<div class="card text"><textarea id="text" rows="${
    Math.min(20, lines.length + 1)
  }" readonly aria-label="${texts.text}">
${shown}</textarea></div>
<p class="bar"><button class="button" id="copy" data-done="${texts.copied}" hidden>${texts.copy}</button>${
    link(text)
  }
<span id="copied" role="status"></span></p>
<script nonce="${nonce}">${SCRIPT}</script>
`;
}

/** A text that is the address of a page. */
function link(text: string): string {
  const address = text.trim();
  if (!/^https?:\/\/\S+$/i.test(address) || !URL.canParse(address)) return "";
  return ` <a rel="noopener noreferrer" href="${escapeHtml(address)}">${escapeHtml(address)}</a>`;
}
