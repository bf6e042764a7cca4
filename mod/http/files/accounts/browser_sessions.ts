import { createHash, randomBytes } from "node:crypto";
import type { Account } from "./accounts_text.ts";

/** How long a session may be unused, and how long it lasts, milliseconds. */
export const SESSION_IDLE = 2 * 60 * 60 * 1000;
export const SESSION_LENGTH = 24 * 60 * 60 * 1000;
/** How many there are of one account, and in all: the one unused for longest ends. */
export const MOST_OF_ONE = 50;
export const MOST_SESSIONS = 10_000;

/** Whom a session belongs to. */
interface Session {
  /** The folded name of the account. */
  readonly user: string;
  /** The account's version when it began. */
  readonly version: string;
  /** The host and port that the browser asked for: what it got from one, it has no business to give to another. */
  readonly authority: string;
  readonly ends: number;
  idle: number;
}

/**
 * Who has signed in with a browser. What the browser keeps is 256 random bits; here is only their digest, so a
 * look into the server's memory gives nobody a session.
 */
export class BrowserSessions {
  /** By the digest of the token, the one unused for longest first. */
  readonly #sessions = new Map<string, Session>();
  readonly #now: () => number;

  /** @param now milliseconds of a clock that never goes back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** How many there are. */
  get size(): number {
    return this.#sessions.size;
  }

  /** Begins one: always with a new token, whatever the browser had. @returns the token */
  begin(user: string, { version }: Account, authority: string): string {
    const token = randomBytes(32).toString("base64url");
    const now = this.#now();
    this.#sessions.set(digest(token), {
      user,
      version,
      authority,
      ends: now + SESSION_LENGTH,
      idle: now + SESSION_IDLE,
    });
    const own = [...this.#sessions].filter(([, session]) => session.user === user);
    if (own.length > MOST_OF_ONE) this.#sessions.delete(own[0]![0]);
    if (this.#sessions.size > MOST_SESSIONS) this.#sessions.delete(this.#sessions.keys().next().value!);
    return token;
  }

  /**
   * The user of a session.
   *
   * @param versionOf the version of an account as it is now; a session of another one has ended
   * @returns his folded name; undefined: there is no such session (any more)
   */
  find(
    token: string,
    authority: string,
    versionOf: (user: string) => string | undefined,
  ): string | undefined {
    const key = digest(token);
    const session = this.#sessions.get(key);
    if (session === undefined || session.authority !== authority) return undefined;
    this.#sessions.delete(key);
    const now = this.#now();
    if (now >= session.ends || now >= session.idle || versionOf(session.user) !== session.version) {
      return undefined;
    }
    session.idle = now + SESSION_IDLE;
    this.#sessions.set(key, session);
    return session.user;
  }

  /** Ends one. */
  end(token: string): void {
    this.#sessions.delete(digest(token));
  }
}

function digest(token: string): string {
  return createHash("sha256").update(token).digest("base64");
}
