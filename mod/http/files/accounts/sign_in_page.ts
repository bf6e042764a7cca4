import type { Message } from "../../../i18n/message.ts";
import { escapeHtml } from "../../page/escape_html.ts";
import { htmlPage, newNonce, pageFields } from "../../page/html_page.ts";
import type { PageLanguage } from "../../page/page_language.ts";
import { PAGE_TEXTS } from "../../page/page_texts.ts";
import { SIGN_IN_QUERY } from "../page/account_bar.ts";
import type { Field } from "../../wire/http_error.ts";
import { bytesBody, type HttpReply } from "../../wire/message.ts";

/** What stands on the page. */
export interface SignInPage {
  readonly status: number;
  /** Why it is shown again. */
  readonly problem?: Message | undefined;
  /** The name that was typed. */
  readonly name?: string | undefined;
  /** From the address of the request to the root of the folder. */
  readonly toRoot: string;
  readonly title: string;
  readonly language: PageLanguage;
  readonly fields?: readonly Field[];
}

/** The page on which somebody says who he is. It stands at every address, and leads back to it. */
export async function signInPage(page: SignInPage): Promise<HttpReply> {
  const texts = PAGE_TEXTS[page.language];
  const nonce = newNonce();
  const problem = page.problem === undefined
    ? ""
    : `<p class="problem" role="alert" id="problem">${
      escapeHtml(await told(page.problem, page.language))
    }.</p>\n`;
  const wrong = page.problem === undefined ? "" : ' aria-describedby="problem"';
  const body = `<h1><nav aria-label="${texts.folders}"><a href="${page.toRoot}">${
    escapeHtml(page.title)
  }</a></nav></h1>
<form class="card sign-in" method="post" action="?${SIGN_IN_QUERY}" aria-label="${texts.signIn}">
${problem}<p><label for="name">${texts.userName}</label>
<input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required${
    page.name ? "" : " autofocus"
  } value="${escapeHtml(page.name ?? "")}"></p>
<p><label for="password">${texts.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${
    page.name ? " autofocus" : ""
  }${wrong}></p>
<p><button class="button">${texts.signIn}</button></p>
</form>
`;
  return {
    status: page.status,
    fields: [...pageFields(nonce), ...page.fields ?? []],
    body: bytesBody(new TextEncoder().encode(htmlPage(texts.signIn, body, nonce, page.language))),
  };
}

async function told(sentence: Message, language: PageLanguage): Promise<string> {
  if (language !== "fr") return String(sentence);
  const { toFrench } = await import("../../../i18n/french/to_french.ts");
  return toFrench(sentence);
}
