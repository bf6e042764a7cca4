import { escapeHtml } from "../../page/escape_html.ts";
import { htmlPage } from "../../page/html_page.ts";
import type { PageLanguage } from "../../page/page_language.ts";
import { PAGE_TEXTS, type PageTexts } from "../../page/page_texts.ts";
import { accountBar, type PageAccount } from "./account_bar.ts";
import { foldersAbove, linkTo, SEPARATOR, type Whereabouts } from "./folders_above.ts";
import { uploadForm } from "./upload_form.ts";

/** What stands on the page of a drop box. */
export interface DropBoxPage {
  /** How many files have just come; not a number: none. */
  readonly received: number;
  /** Where it is, for who knows more of the folder than this; undefined: nobody does. */
  readonly where: Whereabouts | undefined;
  readonly account: PageAccount | undefined;
  readonly language: PageLanguage;
}

/** The page of a drop box: a form, and thanks; the way up leads to what its reader may see. */
export function dropBoxPage({ received, where, account, language }: DropBoxPage, nonce: string): string {
  const texts = PAGE_TEXTS[language];
  const thanks = received > 0
    ? `<p class="count" role="status">${texts.received(Math.floor(received))}</p>`
    : "";
  const name = where && (where.path.names.at(-1) ?? where.title);
  const heading = where === undefined || name === undefined ? texts.dropBox : crumbs(where, name, texts);
  const what = name === undefined ? "" : `<p class="count">${texts.dropBox}</p>\n`;
  const body = `<h1>${heading}</h1>\n${what}${accountBar(account, texts)}${thanks}${
    uploadForm({ big: true, mayReplace: false }, texts)
  }`;
  const pageTitle = name === undefined ? texts.dropBox : `${name} – ${texts.dropBox}`;
  return htmlPage(pageTitle, body, nonce, language, { features: ["send"] });
}

function crumbs(where: Whereabouts, name: string, texts: PageTexts): string {
  const links = foldersAbove(where).map((above) => linkTo(above, where));
  const here = `<span aria-current="page">${escapeHtml(name)}</span>`;
  return `<nav aria-label="${texts.folders}">${[...links, here].join(SEPARATOR)}</nav>`;
}
