import { escapeHtml } from "../../page/escape_html.ts";
import { htmlPage, newNonce, pageFields } from "../../page/html_page.ts";
import type { PageLanguage } from "../../page/page_language.ts";
import { PAGE_TEXTS } from "../../page/page_texts.ts";
import type { HttpError } from "../../wire/http_error.ts";
import { bytesBody, type HttpReply, type HttpRequest } from "../../wire/message.ts";
import { accountBar, type PageAccount } from "./account_bar.ts";
import { foldersAbove, linkTo, SEPARATOR, type Whereabouts } from "./folders_above.ts";

/** Whether the reply is for a person's eyes: a browser that shows a page says so, its scripts do not. */
export function wantsPage({ fields }: HttpRequest): boolean {
  return /(^|[\s,])text\/html($|[\s,;])/i.test(fields.get("accept") ?? "");
}

/** Where the person was, and what is there. */
export interface ErrorPage extends Whereabouts {
  /** Who looks at it. */
  readonly account?: PageAccount | undefined;
  readonly language: PageLanguage;
}

/** What an error says, as a page with the way back to the folders that are there. */
export async function errorPage(error: HttpError, page: ErrorPage): Promise<HttpReply> {
  const { language } = page;
  const sentence = `${language === "fr" ? await inFrench(error) : error.message}.`;
  const nonce = newNonce();
  const body = `<h1><nav aria-label="${PAGE_TEXTS[language].folders}">${wayBack(page)}</nav></h1>
${accountBar(page.account, PAGE_TEXTS[language])}<div class="card"><p class="empty">${
    escapeHtml(sentence)
  } <a href="${page.path.toRoot}">${PAGE_TEXTS[language].allFiles}</a></p></div>
`;
  const html = htmlPage(sentence.slice(0, -1), body, nonce, language);
  return {
    status: error.status,
    fields: [...pageFields(nonce), ...error.headers],
    body: bytesBody(new TextEncoder().encode(html)),
  };
}

async function inFrench(error: HttpError): Promise<string> {
  const { toFrench } = await import("../../../i18n/french/to_french.ts");
  return toFrench(error.sentence);
}

/** The root, and the folders on the way, as far as they are there. */
function wayBack(page: ErrorPage): string {
  const below = foldersAbove(page).filter(({ length }) => length > 0);
  return [[], ...below].map((above) => linkTo(above, page)).join(SEPARATOR);
}
