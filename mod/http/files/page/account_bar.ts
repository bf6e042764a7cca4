import { escapeHtml } from "../../page/escape_html.ts";
import type { PageTexts } from "../../page/page_texts.ts";
import type { HttpRequest } from "../../wire/message.ts";
import type { Rights } from "../rights.ts";

/** `?sign-in` shows the page to sign in and takes its form; a form sent to `?sign-out` ends the session. */
export const SIGN_IN_QUERY = "sign-in";
export const SIGN_OUT_QUERY = "sign-out";

/** Who somebody is on a page, as far as he can do something about it. */
export interface PageAccount {
  /** The name; undefined: he can sign in. */
  readonly user: string | undefined;
}

/** Who has sent a request for a page. @returns undefined where nobody signs in, or out */
export function accountOf({ session }: HttpRequest, { user, accounts }: Rights): PageAccount | undefined {
  return accounts && (session || user === undefined) ? { user } : undefined;
}

/** Who has signed in, with the way out; or the way in. */
export function accountBar(account: PageAccount | undefined, texts: PageTexts): string {
  if (account === undefined) return "";
  if (account.user === undefined) {
    return `<p class="account"><a href="?${SIGN_IN_QUERY}" rel="nofollow">${texts.signIn}</a></p>\n`;
  }
  return `<form class="account" method="post" action="?${SIGN_OUT_QUERY}">` +
    `<span>${escapeHtml(account.user)}</span> <button class="button">${texts.signOut}</button></form>\n`;
}
