import { folderHandler } from "../../../../mod/http/files/folder_handler.ts";
import type { AccountsText } from "../../../../mod/http/files/accounts/accounts_text.ts";
import { HttpTestServer } from "../../../_kit/web/http_test_server.ts";
import { accounts } from "./accounts.ts";

/** A request of a test. */
export interface Asked {
  readonly method?: string;
  /** Sent by Basic, with the password `secret` unless it has a colon. */
  readonly user?: string | undefined;
  readonly cookie?: string | undefined;
  /** Further fields, each with its line end. */
  readonly more?: string;
  readonly body?: string;
  readonly host?: string;
}

/** An answer. */
export interface Answered {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** A folder with accounts, on a port of its own. */
export class AccountsServer implements AsyncDisposable {
  private constructor(readonly server: HttpTestServer, readonly texts: { now: AccountsText }) {}

  /** Serves a folder. @param text its accounts file */
  static async start(
    dir: string,
    text: string,
    more: { tls?: boolean; webdav?: boolean } = {},
  ): Promise<AccountsServer> {
    const texts = { now: accounts(text) };
    const handler = await folderHandler({
      dir,
      title: "class",
      language: "en",
      hidden: false,
      credentials: {},
      accounts: { text: () => texts.now, id: "test", tls: more.tls ?? false },
      uploads: { dropBox: false },
      manage: {},
      webdav: more.webdav ?? false,
    });
    return new AccountsServer(await HttpTestServer.start(handler), texts);
  }

  /** The accounts are others from now on. */
  become(text: string): void {
    this.texts.now = accounts(text);
  }

  /** Sends a request, and hears the answer. */
  async ask(target: string, asked: Asked = {}): Promise<Answered> {
    const { method = "GET", user, cookie, more = "", body, host = "x" } = asked;
    const given = user === undefined || user.includes(":") ? user : `${user}:secret`;
    const head = [
      `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n`,
      given === undefined ? "" : `Authorization: Basic ${btoa(given)}\r\n`,
      cookie === undefined ? "" : `Cookie: ${cookie}\r\n`,
      more,
      body === undefined ? "" : `Content-Length: ${body.length}\r\n`,
    ];
    const told = await this.server.exchange(`${head.join("")}\r\n${body ?? ""}`);
    const at = told.indexOf("\r\n\r\n");
    return { status: Number(told.split(" ")[1]), head: told.slice(0, at), body: told.slice(at + 4) };
  }

  /** Signs in as a browser does. */
  async signIn(name: string, password = "secret", more: Asked = {}): Promise<Answered & { cookie: string }> {
    const answer = await this.ask("/?sign-in", {
      ...more,
      method: "POST",
      more: `Content-Type: application/x-www-form-urlencoded\r\n${more.more ?? ""}`,
      body: new URLSearchParams({ name, password }).toString(),
    });
    return { ...answer, cookie: /set-cookie: ([^;]*)/.exec(answer.head)?.[1] ?? "" };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
  }
}

/** What a page needs to be asked for. */
export const HTML = "Accept: text/html\r\n";
