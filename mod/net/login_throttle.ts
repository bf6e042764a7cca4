/*
How many wrong passwords may be tried, and by whom.

Two counters, because there are two ways to attack. One network (an IPv4 address, or the /64 that
an IPv6 customer gets) has ten wrong guesses a minute: more than anybody mistypes, far fewer than
a list of common passwords takes. One account has a hundred a minute from all networks together,
against an attacker who guesses from many. Beyond the first limit nothing is compared any more,
so a right guess looks the same as a wrong one; beyond the second, only the first guess of each
network is compared, one a second.

A limit on guessing is also a way to lock somebody out: his neighbour behind the same router
guesses until it is reached. So a user who has given the right password for an account from a
network is not subject to the account's limit there, and beyond the network's own limit his
password is still compared. It cannot be told from a neighbour's guess beforehand, so the
neighbour's guesses are compared as well: 2000 wrong ones an hour at once, and then ten a second,
in order of arrival. When too many wait, one of them is chosen at random and sent away: a
neighbour who asks without pause delays the user, but can hardly keep him out. The answer to a
wrong password beyond the limit only names the limit, and a password that was wrong before takes
no turn: most repeated requests on a network come from a program with an old password.
*/

import { createHash } from "node:crypto";
import { networkOf } from "./address/ip_literal.ts";

/** An attempt to log in. */
export interface LoginAttempt {
  /** The address of the client, without a port. */
  readonly address: string;
  /** The user name, of any length. */
  readonly name: string;
  /**
   * Tells this password, for its purpose, from every other, without revealing anything about it.
   */
  passwordDigest(): string;
  /** Aborts when the client has gone; only used when it has to wait. */
  signal(): AbortSignal;
}

/**
 * Counts wrong passwords for a server. Its memory and the work for a guess are bounded for any kind
 * of guesses.
 */
export class LoginThrottle {
  readonly #now: () => number;
  readonly #networks = new Counters(10, MINUTE, 4096);
  /**
   * By a part of the name's digest: any number of names share a fixed set of counters, and push out
   * nobody's.
   */
  readonly #accounts = new Counters(100, MINUTE, ACCOUNTS);
  /** Wrong guesses beyond a network's limit, on a network with a known user. */
  readonly #beside = new Counters(2000, HOUR, 4096);
  /** Wrong attempts, the oldest first. */
  readonly #wrong = new Set<string>();
  /** When somebody new last tried an account beyond its limit. */
  readonly #newcomers = new Map<string, number>();
  /** Right passwords by network and account, the oldest first. */
  readonly #proven = new Map<string, AttemptQueue>();

  /** @param now milliseconds of a clock that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Whether the password may be compared now. On 0, the caller must compare it before anything else
   * happens, and report the result with {@linkcode right} or {@linkcode wrong}.
   *
   * @returns seconds until the next attempt is allowed, 0 for now; a promise of the same when it is
   * worth waiting
   */
  admit(attempt: LoginAttempt): number | Promise<number> {
    const { network, account, both } = keys(attempt);
    const now = this.#now();
    const proven = this.#proven.get(both);
    const wait = this.#networks.wait(network, now);
    if (proven !== undefined) {
      if (wait > 0 && this.#wrong.has(attempt.passwordDigest())) return wait;
      return wait === 0 || this.#beside.wait(both, now) === 0 ? 0 : proven.turn(attempt.signal());
    }
    if (wait > 0) return wait;
    const slowed = this.#accounts.wait(account, now);
    if (slowed === 0) return 0;
    if (this.#networks.has(network, now)) return slowed;
    if (now - (this.#newcomers.get(account) ?? -Infinity) < 1000) return 1;
    this.#newcomers.set(account, now);
    return 0;
  }

  /** How many wrong passwords have come from a network within a minute. @param network as `networkOf` has it */
  wrongOf(network: string): number {
    return this.#networks.of(network, this.#now());
  }

  /** The password was right. */
  right(attempt: LoginAttempt): void {
    const { both } = keys(attempt);
    const turns = this.#proven.get(both) ?? new AttemptQueue(this.#now);
    this.#proven.delete(both);
    this.#proven.set(both, turns);
    if (this.#proven.size > MOST_PROVEN) this.#proven.delete(this.#proven.keys().next().value!);
  }

  /**
   * The password was wrong.
   *
   * @returns seconds until the next attempt is allowed, 0 for now
   */
  wrong(attempt: LoginAttempt): number {
    const { network, account, both } = keys(attempt);
    const now = this.#now();
    const wait = this.#networks.wait(network, now);
    this.#networks.count(network, now);
    this.#accounts.count(account, now);
    if (wait > 0) this.#beside.count(both, now);
    this.#wrong.add(attempt.passwordDigest());
    if (this.#wrong.size > MOST_WRONG) this.#wrong.delete(this.#wrong.keys().next().value!);
    return wait;
  }
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ACCOUNTS = 4096;
const MOST_PROVEN = 4096;
const MOST_WRONG = 4096;
/** The time between two guesses that waited for their turn, milliseconds. */
const PACE = 100;
const MOST_WAITING = 128;

function keys({ address, name }: LoginAttempt): { network: string; account: string; both: string } {
  const network = networkOf(address);
  const digest = createHash("sha256").update(name).digest();
  return {
    network,
    account: String(digest.readUInt32BE() % ACCOUNTS),
    both: `${network} ${digest.toString("base64")}`,
  };
}

/**
 * Counts, by key, how often something has happened within a time window that starts with its first
 * occurrence.
 */
class Counters {
  /** The one whose window began first is first. */
  readonly #counts = new Map<string, { count: number; since: number }>();

  /**
   * @param limit how often it may happen
   * @param within the length of the window, milliseconds
   * @param most how many keys are remembered; the oldest is dropped
   */
  constructor(readonly limit: number, readonly within: number, readonly most: number) {}

  has(key: string, now: number): boolean {
    return this.of(key, now) > 0;
  }

  /** How often it has happened. */
  of(key: string, now: number): number {
    const counted = this.#counts.get(key);
    return counted !== undefined && now - counted.since < this.within ? counted.count : 0;
  }

  /** Seconds until it is allowed again. */
  wait(key: string, now: number): number {
    const counted = this.#counts.get(key);
    if (counted === undefined || counted.count < this.limit) return 0;
    return Math.max(0, Math.ceil((counted.since + this.within - now) / 1000));
  }

  count(key: string, now: number): void {
    if (this.has(key, now)) {
      this.#counts.get(key)!.count++;
      return;
    }
    this.#counts.delete(key);
    this.#counts.set(key, { count: 1, since: now });
    if (this.#counts.size > this.most) this.#counts.delete(this.#counts.keys().next().value!);
  }
}

interface Waiting {
  readonly signal: AbortSignal;
  told(seconds: number): void;
}

/** A turn every {@linkcode PACE} milliseconds, for one of the clients waiting. */
class AttemptQueue {
  readonly #waiting: Waiting[] = [];
  #last = -Infinity;

  constructor(readonly now: () => number) {}

  /** @returns 0: it is your turn; or seconds: too many are waiting */
  turn(signal: AbortSignal): number | Promise<number> {
    const pause = this.#last + PACE - this.now();
    if (pause <= 0 && this.#waiting.length === 0) {
      this.#last = this.now();
      return 0;
    }
    if (this.#waiting.length === MOST_WAITING) {
      this.#waiting.splice(Math.floor(Math.random() * MOST_WAITING), 1)[0]!.told(1);
    }
    return new Promise((told) => {
      this.#waiting.push({ signal, told });
      if (this.#waiting.length === 1) setTimeout(() => this.#next(), Math.max(0, pause));
    });
  }

  #next(): void {
    let first = this.#waiting.shift();
    while (first?.signal.aborted) {
      first.told(1);
      first = this.#waiting.shift();
    }
    if (first !== undefined) this.#last = this.now();
    first?.told(0);
    if (this.#waiting.length > 0) setTimeout(() => this.#next(), PACE);
  }
}
