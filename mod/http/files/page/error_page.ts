import type { ServedFolder } from "../../../fs/served_folder.ts";
import { escapeHtml } from "../../page/escape_html.ts";
import { htmlPage, newNonce, pageFields } from "../../page/html_page.ts";
import type { PageLanguage } from "../../page/page_language.ts";
import { PAGE_TEXTS } from "../../page/page_texts.ts";
import type { HttpError } from "../../wire/http_error.ts";
import { bytesBody, type HttpReply, type HttpRequest } from "../../wire/message.ts";
import { type DecodedPath, encodePath } from "../decode_path.ts";
import { accountBar, type PageAccount } from "./account_bar.ts";

/** Whether the reply is for a person's eyes: a browser that shows a page says so, its scripts do not. */
export function wantsPage({ fields }: HttpRequest): boolean {
  return /(^|[\s,])text\/html($|[\s,;])/i.test(fields.get("accept") ?? "");
}

/** Where the person was, and what is there. */
export interface ErrorPage {
  readonly path: DecodedPath;
  /** The folders that may be seen. */
  readonly tree: Pick<ServedFolder, "find">;
  /** The name of the root. */
  readonly title: string;
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

/** The folders on the way, as far as they are there. */
function wayBack({ path: { names, toRoot }, tree, title }: ErrorPage): string {
  const crumbs = [`<a href="${toRoot}">${escapeHtml(title)}</a>`];
  for (let depth = 1; depth < names.length; depth++) {
    const above = names.slice(0, depth);
    if (!isThere(tree, above)) break;
    const address = toRoot + encodePath(above, true).slice(1);
    crumbs.push(`<a href="${address}">${escapeHtml(above.at(-1)!)}</a>`);
  }
  return crumbs.join('<span class="sep" aria-hidden="true">/</span>');
}

function isThere(tree: ErrorPage["tree"], names: readonly string[]): boolean {
  try {
    return tree.find(names)?.kind === "folder";
  } catch {
    return false; // what is told is the first error, such as that there are no more descriptors
  }
}
