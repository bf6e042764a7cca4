import { htmlPage } from "../../page/html_page.ts";
import type { PageLanguage } from "../../page/page_language.ts";
import { PAGE_TEXTS } from "../../page/page_texts.ts";
import { accountBar, type PageAccount } from "./account_bar.ts";
import { uploadForm } from "./upload_form.ts";

/** What stands on the page of a drop box. */
export interface DropBoxPage {
  /** How many files have just come; not a number: none. */
  readonly received: number;
  readonly account: PageAccount | undefined;
  readonly language: PageLanguage;
}

/** The page of a drop box: a form, and thanks. */
export function dropBoxPage({ received, account, language }: DropBoxPage, nonce: string): string {
  const texts = PAGE_TEXTS[language];
  const thanks = received > 0
    ? `<p class="count" role="status">${texts.received(Math.floor(received))}</p>`
    : "";
  const body = `<h1>${texts.dropBox}</h1>\n${accountBar(account, texts)}${thanks}${
    uploadForm({ big: true, mayReplace: false }, texts)
  }`;
  return htmlPage(texts.dropBox, body, nonce, language);
}
