/*
Whether a name and a password belong together.

To find out takes a fifth of a second by design, so:

- a few are compared at a time, one of each network, those first that have not guessed wrong lately
  (LoginTurns), after the throttle has let them;
- what was right is known for an hour, by a keyed digest: programs send the password with each request;
- an unknown name costs as much as a known one: some account's work is done for it, the same one each time.
*/

import { createHmac, randomBytes } from "node:crypto";
import { foldedName } from "../../../fs/file_name.ts";
import { msg } from "../../../i18n/message.ts";
import { networkOf } from "../../../net/address/ip_literal.ts";
import { type LoginAttempt, LoginThrottle } from "../../../net/login_throttle.ts";
import { addressHost } from "../../../net/address/address_host.ts";
import { HttpError } from "../../wire/http_error.ts";
import type { HttpRequest } from "../../wire/message.ts";
import type { Account, AccountsText } from "./accounts_text.ts";
import { LoginTurns } from "./login_turns.ts";
import { HASH_COST, isPassword, type PasswordHash } from "./password_hash.ts";

/** How long a right password is known, milliseconds. */
const KNOWN_FOR = 60 * 60 * 1000;
/** How many are known; the one unused for longest is forgotten. */
export const MOST_KNOWN = 1000;

/** What {@linkcode PasswordCheck} is made of. */
export interface PasswordCheckOptions {
  /** What the accounts are now. */
  accounts(): AccountsText;
  readonly throttle?: LoginThrottle;
  /** Milliseconds of a clock that never goes back. */
  now?(): number;
}

/** Compares passwords with those of the accounts. */
export class PasswordCheck {
  readonly #key = randomBytes(32);
  readonly #turns: LoginTurns;
  readonly #throttle: LoginThrottle;
  readonly #now: () => number;
  /** By name and password: the version of the account they are right for. */
  readonly #known = new Map<string, { version: string; until: number }>();
  /** How many passwords have been computed. */
  computed = 0;

  constructor(readonly options: PasswordCheckOptions) {
    this.#now = options.now ?? (() => performance.now());
    this.#throttle = options.throttle ?? new LoginThrottle(this.#now);
    this.#turns = new LoginTurns((network) => this.#throttle.wrongOf(network));
  }

  /**
   * Compares.
   *
   * @returns the account; undefined: there is none of this name, or with another password
   * @throws HttpError 429 after too many wrong ones, 503 when too many wait
   */
  async check(request: HttpRequest, name: string, password: string): Promise<Account | undefined> {
    const key = this.#digest("right", foldedName(name), password.normalize("NFC"));
    const attempt: LoginAttempt = {
      address: addressHost(request.remote),
      name: foldedName(name),
      passwordDigest: () => this.#digest("wrong", foldedName(name), password.normalize("NFC")),
      signal: request.signal,
    };
    return await this.#remembered(attempt, key) ?? await this.#compared(attempt, key, password);
  }

  /** An account whose password was right a while ago. */
  async #remembered(attempt: LoginAttempt, key: string): Promise<Account | undefined> {
    if (this.#lookUp(key, attempt.name) === undefined) return undefined;
    const seconds = await this.#throttle.admit(attempt);
    if (seconds > 0) throw tooMany(seconds);
    const account = this.#lookUp(key, attempt.name);
    if (account !== undefined) this.#throttle.right(attempt);
    return account;
  }

  async #compared(attempt: LoginAttempt, key: string, password: string): Promise<Account | undefined> {
    using _turn = await this.#admitted(attempt);
    const { users } = this.options.accounts();
    const account = users.get(attempt.name);
    this.computed++;
    const right = await isPassword(password, account?.password ?? this.#standIn(attempt.name, users));
    // The accounts may have changed meanwhile.
    if (
      right && account !== undefined &&
      this.options.accounts().users.get(attempt.name)?.version === account.version
    ) {
      this.#throttle.right(attempt);
      this.#know(key, account);
      return account;
    }
    const seconds = this.#throttle.wrong(attempt);
    if (seconds > 0) throw tooMany(seconds);
    return undefined;
  }

  /** Waits for a turn in which the throttle lets a password be compared, and nothing else of its network. */
  async #admitted(attempt: LoginAttempt): Promise<Disposable> {
    const network = networkOf(attempt.address);
    const turn = await this.#turns.take(network);
    const wait = this.#throttle.admit(attempt);
    if (wait === 0) return turn;
    turn[Symbol.dispose]();
    const seconds = await wait;
    if (seconds > 0) throw tooMany(seconds);
    return await this.#turns.take(network);
  }

  /** Whose work is done for a name that nobody has. */
  #standIn(name: string, users: AccountsText["users"]): PasswordHash {
    const at = createHmac("sha256", this.#key).update(`stand-in ${name}`).digest().readUInt32BE();
    return [...users.values()][at % users.size]?.password ?? NOBODY;
  }

  #lookUp(key: string, name: string): Account | undefined {
    const known = this.#known.get(key);
    const account = this.options.accounts().users.get(name);
    if (known === undefined || account?.version !== known.version || known.until < this.#now()) {
      return undefined;
    }
    return account;
  }

  #know(key: string, { version }: Account): void {
    this.#known.delete(key);
    this.#known.set(key, { version, until: this.#now() + KNOWN_FOR });
    if (this.#known.size > MOST_KNOWN) this.#known.delete(this.#known.keys().next().value!);
  }

  #digest(...parts: readonly string[]): string {
    return createHmac("sha256", this.#key).update(JSON.stringify(parts)).digest("base64");
  }
}

/** Of a file without users. */
const NOBODY: PasswordHash = { ...HASH_COST, salt: new Uint8Array(16), hash: new Uint8Array(32) };

function tooMany(seconds: number): HttpError {
  return new HttpError(429, msg`Too many wrong passwords; try again in a minute`, [
    ["retry-after", String(seconds)],
  ]);
}
