import type { SharedStore } from "./bus/shared_store.ts";
import { Door } from "../../io/password_door.ts";
import { Channels } from "./channels.ts";
import type { KvClient } from "./kv_client.ts";
import type { KvOptions } from "./kv_options.ts";
import { Keyspace } from "./store/keyspace.ts";
import { Scans } from "./store/scans.ts";
import { Watchers } from "./store/watchers.ts";

/** Where changes are kept beyond the life of the program. */
export interface Journal {
  /** Changes up to now; they are kept when {@linkcode Journal.kept} has settled. */
  readonly isDirty: boolean;
  /**
   * @returns when everything that has changed so far is kept
   * @throws {Error} when it cannot be kept; it has been undone then, so the message is what a client can be told
   */
  kept(): Promise<void>;
}

/** How often a few of the keys whose time may be over are looked at, milliseconds. */
const SWEEP_EVERY = 100;
const SWEEP_MOST = 200;

/** All that the clients of a key/value server share. */
export class KvServer {
  readonly keyspace: Keyspace;
  readonly scans: Scans;
  readonly watchers = new Watchers();
  readonly channels = new Channels();
  /** Asked for a password before anything else; without one everybody may come in. */
  readonly door: Door | undefined;
  readonly clients = new Map<number, KvClient>();
  readonly started = performance.now();
  /** Requests that were answered. */
  commands = 0;
  /** Connections that there have been. */
  connections = 0;
  /** Bytes of messages that wait for subscribers to read them. */
  unread = 0;
  /** Bytes of requests that are not complete. */
  unfinished = 0;
  #sweeping: ReturnType<typeof setTimeout> | undefined;
  #lastId = 0;

  /**
   * @param password without a `passwordProblem`
   * @param journal where changes are kept; without one, in memory only
   * @param now the time, milliseconds since 1970
   * @param bus where keys and channels are that other servers share; there is no journal then
   */
  constructor(
    readonly options: KvOptions,
    password?: string,
    readonly journal?: Journal & { watch(keyspace: Keyspace): void },
    now: () => number = Date.now,
    readonly bus?: SharedStore,
  ) {
    const { maxMemory, evict } = options;
    this.door = password === undefined ? undefined : new Door(password);
    this.keyspace = bus?.keyspace ?? new Keyspace({ maxMemory, evicts: evict === "lru", now });
    this.scans = new Scans(this.keyspace);
    this.keyspace.listen(this.watchers);
    journal?.watch(this.keyspace);
    bus?.listen((channel, message) => this.channels.publish(channel, message));
  }

  /**
   * Does something to one key with nobody else in between, on all servers that share it.
   *
   * @param act may run more often than once, each time as if it were the first
   * @throws what it throws, or {@linkcode CommandError} when the bus does not take it
   */
  async atomically<Result>(key: string, act: () => Result): Promise<Result> {
    return this.bus === undefined ? act() : await this.bus.change(key, act);
  }

  /** A number for a new client. */
  nextId(): number {
    return ++this.#lastId;
  }

  /** A client is here. */
  enter(client: KvClient): void {
    this.connections++;
    this.clients.set(client.id, client);
    this.#sweepLater();
  }

  /** It is gone. */
  leave(client: KvClient): void {
    this.clients.delete(client.id);
    this.channels.leave(client);
    client.unwatch();
  }

  /** Nothing more will be asked: ends what goes on by itself. */
  close(): void {
    clearTimeout(this.#sweeping);
    this.#sweeping = undefined;
  }

  /** Cuts off the client that has left most unread. */
  dropSlowest(): void {
    let slowest: KvClient | undefined;
    for (const each of this.clients.values()) if (each.unread > (slowest?.unread ?? 0)) slowest = each;
    slowest?.cut();
  }

  /** Gives memory back while there are clients: what nobody asks for would stay for ever. */
  #sweepLater(): void {
    this.#sweeping ??= setTimeout(() => {
      this.#sweeping = undefined;
      this.sweep();
      if (this.clients.size > 0) this.#sweepLater();
    }, SWEEP_EVERY);
  }

  /** Gives back the memory of some keys whose time is over; goes on while many were. */
  sweep(): void {
    const until = performance.now() + 2;
    while (this.keyspace.sweep(SWEEP_MOST) > SWEEP_MOST / 4 && performance.now() < until) { /* some more */ }
  }
}
