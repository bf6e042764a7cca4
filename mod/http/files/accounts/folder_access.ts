import type { PageLanguage } from "../../page/page_language.ts";
import type { HttpHandler } from "../../wire/message.ts";
import type { ServedFolder } from "../../../fs/served_folder.ts";
import type { RightsOf } from "../rights.ts";
import type { AccountsText } from "./accounts_text.ts";
import { FolderRights, type OwnRights } from "./folder_rights.ts";
import { PasswordCheck } from "./password_check.ts";
import { SessionCookie } from "./session_cookie.ts";
import { BrowserSessions } from "./browser_sessions.ts";
import { withAccounts } from "./with_accounts.ts";

/** The accounts of a served folder. */
export interface FolderAccounts {
  /** What they are now. */
  text(): AccountsText;
  /** Tells this server's cookies from those of others on the same machine: letters and digits. */
  readonly id: string;
  /** Whether the server itself encrypts. */
  readonly tls: boolean;
}

/** The folder, its name and the language of its pages. */
export interface FolderAccessOptions {
  readonly tree: ServedFolder;
  readonly title: string;
  readonly language: PageLanguage;
}

/** Who comes in to a folder, and what he may do there. */
export class FolderAccess {
  #known: FolderRights;

  constructor(readonly accounts: FolderAccounts, readonly options: FolderAccessOptions) {
    this.#known = new FolderRights(accounts.text(), options.tree);
  }

  /** The rights of whoever has sent a request that {@linkcode around} has let through. */
  readonly rightsOf: RightsOf = ({ user }) => this.#of(user);

  /** Settles who somebody is, before he gets to the pages. */
  around(pages: HttpHandler): HttpHandler {
    const { accounts, options: { title, language } } = this;
    return withAccounts(pages, {
      check: new PasswordCheck({ accounts: () => accounts.text() }),
      sessions: new BrowserSessions(),
      cookie: new SessionCookie(accounts.id, accounts.tls),
      rightsOf: (user) => this.#of(user),
      versionOf: (user) => accounts.text().users.get(user)?.version,
      title,
      language,
    });
  }

  #of(user: string | undefined): OwnRights {
    const text = this.accounts.text();
    if (this.#known.text !== text) this.#known = new FolderRights(text, this.options.tree);
    return this.#known.of(user);
  }
}
