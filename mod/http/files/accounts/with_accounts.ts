/*
Who somebody is, settled before anything is asked about files.

A browser that shows pages gets a page to sign in, at the address that it asked for, and then a cookie; a program
sends its name and password with each request (Basic, RFC 7617) and is asked for them with 401. The two are told
apart by what they accept and send, so that no browser opens its own window for passwords, from which nobody
signs out.

Whoever has not signed in may do what the file grants to everybody. At any other address he is asked to sign in,
whether there is something or not, and on the way to what is open, too: a program that waits to be asked would
never see more.
*/

import { readBasicCredentials } from "../../../net/basic_credentials.ts";
import { foldedName } from "../../../fs/file_name.ts";
import { type Message, msg } from "../../../i18n/message.ts";
import { isFromElsewhere } from "../../middleware/same_origin.ts";
import { type PageLanguage, pageLanguage } from "../../page/page_language.ts";
import { type Field, HttpError } from "../../wire/http_error.ts";
import type { HttpHandler, HttpReply, HttpRequest } from "../../wire/message.ts";
import { type DecodedPath, decodePath, encodeName, encodePath } from "../decode_path.ts";
import { wantsPage } from "../page/error_page.ts";
import type { OwnRights } from "./folder_rights.ts";
import type { PasswordCheck } from "./password_check.ts";
import { readSignInForm } from "./sign_in_form.ts";
import { SIGN_IN_QUERY, SIGN_OUT_QUERY } from "../page/account_bar.ts";
import { signInPage } from "./sign_in_page.ts";
import type { SessionCookie } from "./session_cookie.ts";
import type { BrowserSessions } from "./browser_sessions.ts";

/** What {@linkcode withAccounts} works with. */
export interface AccountsOptions {
  readonly check: PasswordCheck;
  readonly sessions: BrowserSessions;
  readonly cookie: SessionCookie;
  /** The rights of an account as they are now. @param user its folded name; undefined: of everybody */
  rightsOf(user: string | undefined): OwnRights;
  /** The version of an account as it is now. @returns undefined when there is none of this name */
  versionOf(user: string): string | undefined;
  /** The name of the root. */
  readonly title: string;
  /** The language of the pages, for browsers that ask for none of ours. */
  readonly language: PageLanguage;
}

/** What reads only. */
const READING: readonly string[] = ["GET", "HEAD", "PROPFIND", "REPORT", "SEARCH"];

/** Lets everybody through as who he is: `user` of the request is the folded name of his account. */
export function withAccounts(next: HttpHandler, options: AccountsOptions): HttpHandler {
  return async (request) => {
    if (request.method === "OPTIONS" || request.path === "*") return await next(request);
    const path = decodePath(request.path);
    if (request.query.has(SIGN_IN_QUERY)) {
      if (request.method === "POST") return await signIn(request, path, options);
      if (request.method === "GET") return await page(200, request, path, options);
    }
    if (request.query.has(SIGN_OUT_QUERY) && request.method === "POST") {
      return signOut(request, path, options);
    }
    const who = await whoAsks(request, options);
    if (who === "wrong") return await askToSignIn(request, path, options);
    if (who === undefined) return await asAnybody(next, request, path, options);
    if (request.notes !== undefined) request.notes.user = options.rightsOf(who.user).user;
    return privately(await next({ ...request, ...who }));
  };
}

/** A session goes before a password that a browser may still know. */
async function whoAsks(
  request: HttpRequest,
  { check, sessions, cookie, versionOf }: AccountsOptions,
): Promise<{ user: string; session: boolean } | "wrong" | undefined> {
  const user = sessions.find(cookie.read(request), authorityOf(request), versionOf);
  if (user !== undefined) return { user, session: true };
  const given = readBasicCredentials(request.fields.get("authorization") ?? "");
  if (given === undefined) return undefined;
  const [, name = given, password = ""] = /^([^:]*):(.*)$/s.exec(given) ?? [];
  const account = await check.check(request, name, password);
  return account === undefined ? "wrong" : { user: foldedName(account.name), session: false };
}

/** What is granted to everybody is there; anything else is a reason to sign in. */
async function asAnybody(
  next: HttpHandler,
  request: HttpRequest,
  path: DecodedPath,
  options: AccountsOptions,
): Promise<HttpReply> {
  const rights = options.rightsOf(undefined);
  const { names } = path;
  const mayAsk = READING.includes(request.method)
    ? rights.opens(names)
    : rights.upload(names) || rights.manage(names);
  if (!mayAsk) return await askToSignIn(request, path, options);
  try {
    const reply = await next(request);
    if (reply.status !== 403) return privately(reply);
    reply.body?.close?.();
  } catch (error) {
    if (!(error instanceof HttpError) || error.status !== 403 || error.close) throw error;
  }
  return await askToSignIn(request, path, options);
}

/** @throws HttpError 401 for a program, which cannot use a page */
async function askToSignIn(
  request: HttpRequest,
  path: DecodedPath,
  options: AccountsOptions,
): Promise<HttpReply> {
  if (wantsPage(request)) return await page(401, request, path, options);
  if (isBrowser(request, options.cookie)) {
    throw new HttpError(401, msg`Nobody has signed in here, or not for a long time: load the page again`, [
      FORM_CHALLENGE,
    ]);
  }
  throw new HttpError(401, msg`This needs a name and a password`, [
    ["www-authenticate", 'Basic realm="netlab", charset="UTF-8"'],
  ]);
}

/** A 401 names a way in (RFC 9110 §11.6.1); a browser knows none of this name, and shows the page. */
const FORM_CHALLENGE: Field = ["www-authenticate", 'Form realm="netlab"'];

/** The scripts of our pages are sent by one. */
function isBrowser(request: HttpRequest, cookie: SessionCookie): boolean {
  const { fields } = request;
  return fields.has("origin") || fields.has("sec-fetch-site") || cookie.read(request) !== "";
}

async function page(
  status: number,
  request: HttpRequest,
  path: DecodedPath,
  { title, language }: AccountsOptions,
  more: { problem?: Message; name?: string; fields?: readonly Field[] } = {},
): Promise<HttpReply> {
  const challenge = status === 401 ? [FORM_CHALLENGE] : [];
  return await signInPage({
    ...more,
    status,
    toRoot: path.toRoot,
    title,
    language: pageLanguage(request.fields, language),
    fields: [...challenge, ...more.fields ?? []],
  });
}

async function signIn(request: HttpRequest, path: DecodedPath, options: AccountsOptions): Promise<HttpReply> {
  refuseOtherSites(request);
  const { name, password } = await readSignInForm(request);
  let account;
  try {
    account = await options.check.check(request, name, password);
  } catch (error) {
    if (!(error instanceof HttpError) || error.close || !wantsPage(request)) throw error;
    const { status, sentence: problem, headers: fields } = error;
    return await page(status, request, path, options, { problem, name, fields });
  }
  if (account === undefined) {
    return await page(401, request, path, options, { problem: msg`The name or the password is wrong`, name });
  }
  const { cookie, sessions } = options;
  sessions.end(cookie.read(request));
  if (request.notes !== undefined) request.notes.user = account.name;
  const token = sessions.begin(foldedName(account.name), account, authorityOf(request));
  return backTo(path, cookie.give(request, token));
}

function signOut(request: HttpRequest, path: DecodedPath, { cookie, sessions }: AccountsOptions): HttpReply {
  refuseOtherSites(request);
  sessions.end(cookie.read(request));
  return backTo(path, cookie.take(request));
}

/** To where the person was, without the query. */
function backTo(path: DecodedPath, cookie: Field): HttpReply {
  const place = path.plain ? placeHere(path) : path.toRoot + encodePath(path.names, path.folder).slice(1);
  return { status: 303, fields: [["location", place], ["cache-control", "no-store"], cookie] };
}

function placeHere({ names, folder }: DecodedPath): string {
  return folder || names.length === 0 ? "./" : `./${encodeName(names.at(-1)!)}`;
}

/** A page of another site signs nobody in or out: he would send files to somebody else's account. */
function refuseOtherSites(request: HttpRequest): void {
  if (isFromElsewhere(request)) throw new HttpError(403, msg`This request comes from a page of another site`);
}

function authorityOf({ forwarded, authority }: HttpRequest): string {
  return (forwarded?.authority ?? authority).toLowerCase();
}

/** What somebody gets is not for the next one who asks the same cache, or the same browser. */
function privately(reply: HttpReply): HttpReply {
  const fields = reply.fields.map(([name, value]): Field =>
    name === "cache-control" && value.startsWith("max-age") ? [name, `private, ${value}`] : [name, value]
  );
  return { ...reply, fields: [...fields, ["vary", "Cookie, Authorization"]] };
}
