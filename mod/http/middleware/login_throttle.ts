/*
How many wrong passwords may be tried, and by whom.

Two counters, because there are two ways to attempt. One network (an IPv4 address, or the /64 that an IPv6
customer gets) has ten wrong ones a minute: more than anybody mistypes, far fewer than a list of common
passwords takes. One account has a hundred a minute from all networks together, for whoever guesses from many.
Beyond the first limit nothing is compared any more, so that a right guess is not told from a wrong one;
beyond the second, only the first guess of a network is, one a second.

A limit on guessing is also a way to lock somebody out: his neighbour behind the same router guesses until it
is reached. So whoever has given the right password for an account from a network is not subject to the
account's limit there, and beyond the network's own his password is compared all the same. Nobody can tell it
from a neighbour's guess before, so the neighbour's are compared as well: 2000 wrong ones an hour at once, and
then ten a second, in the order in which they came. When too many wait, one of them is sent away by lot: a
neighbour who asks without pause delays him, and finds it hard to keep him out. A wrong one beyond the limit
hears nothing but the limit, and one that was wrong before takes no turn: what asks again and again on a network
is mostly a program that has an old password.
*/

import { createHash } from "node:crypto";
import { networkOf } from "../../net/address/ip_literal.ts";

/** Who tries which account. */
export interface LoginAttempt {
  /** The address of the client, without a port. */
  readonly address: string;
  /** The user name, of any length. */
  readonly name: string;
  /** Tells this password, for what it is asked for, from every other, and tells nothing about it. */
  passwordDigest(): string;
  /** Aborts when the client has gone; asked for only when it has to wait. */
  signal(): AbortSignal;
}

/**
 * Counts wrong passwords for a server. Its memory and the work for a guess are bounded, whoever guesses what.
 */
export class LoginThrottle {
  readonly #now: () => number;
  readonly #networks = new Counters(10, MINUTE, 4096);
  /**
   * By a part of the name's digest: names without number share the counters there are, and push out nobody's.
   */
  readonly #accounts = new Counters(100, MINUTE, ACCOUNTS);
  /** Wrong guesses beyond a network's limit, beside somebody who is known. */
  readonly #beside = new Counters(2000, HOUR, 4096);
  /** Attempts that were wrong, the one that was so longest ago first. */
  readonly #wrong = new Set<string>();
  /** When an account beyond its limit was last tried by somebody new. */
  readonly #newcomers = new Map<string, number>();
  /** By network and account, the one that was right longest ago first. */
  readonly #proven = new Map<string, AttemptQueue>();

  /** @param now milliseconds of a clock that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Whether the password may be compared now. Whoever gets 0 compares it before anything else happens, and
   * says with {@linkcode right} or {@linkcode wrong} how that came out.
   *
   * @returns seconds after which it may be tried again, 0 for now; a promise when it is worth waiting, of
   * seconds as well
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

  /** It was the right one. */
  right(attempt: LoginAttempt): void {
    const { both } = keys(attempt);
    const turns = this.#proven.get(both) ?? new AttemptQueue(this.#now);
    this.#proven.delete(both);
    this.#proven.set(both, turns);
    if (this.#proven.size > MOST_PROVEN) this.#proven.delete(this.#proven.keys().next().value!);
  }

  /**
   * It was a wrong one.
   *
   * @returns seconds after which another may be tried, 0 for now
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
/** Between two guesses that waited for their turn, milliseconds. */
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

/** What happened how often within a while of its first time, by key. */
class Counters {
  /** The one whose while began first is first. */
  readonly #counts = new Map<string, { count: number; since: number }>();

  /**
   * @param limit how often it may happen
   * @param within the while, milliseconds
   * @param most how many keys are remembered; the oldest goes
   */
  constructor(readonly limit: number, readonly within: number, readonly most: number) {}

  has(key: string, now: number): boolean {
    const counted = this.#counts.get(key);
    return counted !== undefined && now - counted.since < this.within;
  }

  /** Seconds until it may happen again. */
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

/** A turn every {@linkcode PACE} milliseconds, for one of those who wait. */
class AttemptQueue {
  readonly #waiting: Waiting[] = [];
  #last = -Infinity;

  constructor(readonly now: () => number) {}

  /** @returns 0: it is yours; or seconds: too many wait */
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
