/*
# Locks (RFC 4918 §6 and §7)

A lock keeps others from changing a resource: its content, its properties, its name and, of a folder, which
names are in it; with depth infinity also everything in it. It holds for a real path, whichever address leads
there, and for every spelling of it that some disk takes for the same name. Locks are in memory: they end with the server, by themselves after an hour at most unless they are
refreshed, and there are only so many, of one sender and in all.
*/

import { foldedName } from "../../../../fs/file_name.ts";

/** What {@linkcode LockStore.lock} is asked for. */
export interface LockRequest {
  /** The real path of what is locked. */
  readonly path: string;
  /** Its address, as other clients are told. */
  readonly root: string;
  /** Only one may have it; otherwise several share it. */
  readonly exclusive: boolean;
  /** Everything in it is locked, too. */
  readonly deep: boolean;
  /** What the sender says about himself: XML, given back as it is. */
  readonly owner: string;
  /** Who locks, if that is known: nobody else may use it. */
  readonly user: string | undefined;
  /** The network that it is from. */
  readonly host: string;
  /** How long it is to hold, seconds. */
  readonly timeout: number;
}

/** A lock that somebody has. */
export interface Lock extends LockRequest {
  readonly token: string;
  /** The path, however it is spelled. */
  readonly key: string;
  /** When it ends, on the clock of the store, milliseconds. */
  ends: number;
}

/** How many locks there may be. */
export interface LockLimits {
  readonly all: number;
  /** From one network. */
  readonly host: number;
}

/** The defaults. */
export const LOCK_LIMITS: LockLimits = { all: 1000, host: 500 };
/** The longest that a lock holds without being refreshed, seconds. */
export const LONGEST_LOCK = 3600;
/** The same for somebody who does not say, seconds. */
export const USUAL_LOCK = 600;

/** The locks of a server. */
export class LockStore {
  readonly #locks = new Map<string, Lock>();

  /** @param separator between the names of a path */
  constructor(
    readonly separator: string,
    readonly limits: LockLimits = LOCK_LIMITS,
    readonly now: () => number = () => performance.now(),
  ) {}

  /** Those that hold for a path: its own, and deep ones of the folders that it is in. */
  covering(path: string): Lock[] {
    // A listing asks for each of its entries.
    if (this.#locks.size === 0) return [];
    const key = foldedName(path);
    return this.#all().filter((lock) => lock.key === key || lock.deep && this.#isIn(lock.key, key));
  }

  /** Those of a path itself and of everything in it. */
  within(path: string): Lock[] {
    const key = foldedName(path);
    return this.#all().filter((lock) => lock.key === key || this.#isIn(key, lock.key));
  }

  /** Those that keep a new lock from being made. */
  conflicts({ path, deep, exclusive }: Pick<LockRequest, "path" | "deep" | "exclusive">): Lock[] {
    const others = new Set([...this.covering(path), ...(deep ? this.within(path) : [])]);
    return [...others].filter((lock) => exclusive || lock.exclusive);
  }

  /** Makes a lock that nothing keeps from being made. @returns undefined when there are too many */
  lock(request: LockRequest): Lock | undefined {
    const all = this.#all();
    const own = all.filter(({ host }) => host === request.host);
    if (all.length >= this.limits.all || own.length >= this.limits.host) return undefined;
    const key = foldedName(request.path);
    const lock = { ...request, key, token: `urn:uuid:${crypto.randomUUID()}`, ends: 0 };
    this.refresh(lock, request.timeout);
    this.#locks.set(lock.token, lock);
    return lock;
  }

  /** It holds for so many seconds from now on. */
  refresh(lock: Lock, timeout: number): void {
    lock.ends = this.now() + timeout * 1000;
  }

  /** Whole seconds that a lock still has. */
  secondsLeft({ ends }: Lock): number {
    return Math.max(0, Math.ceil((ends - this.now()) / 1000));
  }

  /** It holds no longer. */
  unlock({ token }: Lock): void {
    this.#locks.delete(token);
  }

  /** What was at a path is gone, with everything in it. */
  forget(path: string): void {
    for (const lock of this.within(path)) this.unlock(lock);
  }

  /** Whether a path is below another one. */
  #isIn(outer: string, path: string): boolean {
    return path.startsWith(outer.endsWith(this.separator) ? outer : outer + this.separator);
  }

  #all(): Lock[] {
    const now = this.now();
    for (const lock of this.#locks.values()) if (lock.ends <= now) this.unlock(lock);
    return [...this.#locks.values()];
  }
}
