import { escapeHtml } from "../../page/escape_html.ts";
import { htmlPage } from "../../page/html_page.ts";
import type { PageLanguage } from "../../page/page_language.ts";
import { PAGE_TEXTS } from "../../page/page_texts.ts";

/** A text file as a page. */
export interface RenderedPage {
  readonly name: string;
  /** The name of its folder. */
  readonly folder: string;
  /** What is in it, as HTML that is safe to show. */
  readonly html: string;
  /** It is longer. */
  readonly cut: boolean;
  readonly language: PageLanguage;
}

/** The page of a Markdown file, with the way back to its folder. @param nonce as in `pageFields` */
export function renderedPage({ name, folder, html, cut, language }: RenderedPage, nonce: string): string {
  const texts = PAGE_TEXTS[language];
  const crumbs = `<a href="./">${escapeHtml(folder)}</a><span class="sep" aria-hidden="true">/</span>` +
    `<span aria-current="page">${escapeHtml(name)}</span>`;
  const more = cut ? `<p class="count">${texts.onlyBeginning}.</p>` : "";
  const body = `<h1><nav aria-label="${texts.folders}">${crumbs}</nav></h1>
<article class="card readme" aria-label="${escapeHtml(name)}">${html}${more}</article>`;
  return htmlPage(name, body, nonce, language);
}
