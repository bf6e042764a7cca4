import type { Connection } from "../../net/connection.ts";
import { hostOf } from "../../net/address/host_of.ts";
import { formatAddress } from "../../net/address/socket_address.ts";
import type { ChannelSubscriber } from "./channels.ts";
import type { KvServer } from "./kv_server.ts";
import { LONGEST_REPLY, MOST_UNREAD, MOST_UNREAD_IN_ALL } from "./kv_options.ts";
import { RespWriter } from "./resp/resp_writer.ts";
import type { Keyspace } from "./store/keyspace.ts";
import type { KeyWatcher } from "./store/watchers.ts";

/** Commands that wait for EXEC. */
export interface Transaction {
  readonly queued: string[][];
  /** Bytes of their arguments. */
  size: number;
  /** One of them was refused, so none will be run. */
  isRefused: boolean;
}

/**
 * A client: what it has said about itself, what it waits for, and the way out to it.
 *
 * Answers are written by the session that asks for them, which waits until they are taken. Messages of channels come
 * at any time, and publishing waits for nobody: they are written as soon as nothing else is, and what a subscriber
 * leaves unread is bounded. One that leaves more unread is cut off, as the protocol has no way of saying that it missed
 * something.
 */
export class KvClient implements ChannelSubscriber, KeyWatcher {
  readonly id: number;
  readonly reply = new RespWriter(LONGEST_REPLY);
  readonly channels = new Set<string>();
  readonly patterns = new Set<string>();
  readonly since = performance.now();
  name = "";
  library = "";
  libraryVersion = "";
  /** The last command, for CLIENT LIST. */
  lastCommand = "NULL";
  lastAt = performance.now();
  isKnown: boolean;
  transaction: Transaction | undefined;
  isTouched = false;
  /** The connection ends after what has been answered. */
  isLeaving = false;
  /** Whether answers are wanted: `skip` for none to the next command. */
  answers: "on" | "off" | "skip-next" | "skip" = "on";
  readonly #watched = new Set<string>();
  readonly #server: KvServer;
  readonly #connection: Connection;
  #writing: Promise<void> | undefined;
  #isScheduled = false;
  #unread = 0;

  /** @param gone aborts when the client has gone, or the server stops */
  constructor(server: KvServer, connection: Connection, readonly gone: AbortSignal) {
    this.#server = server;
    this.#connection = connection;
    this.id = server.nextId();
    this.isKnown = server.door === undefined;
  }

  /** Where it comes from. */
  get remote(): string {
    return formatAddress(this.#connection.remote);
  }

  /** The address that it comes from, without a port. */
  get host(): string {
    return hostOf(this.#connection.remote);
  }

  /** Where it was let in. */
  get local(): string {
    return formatAddress(this.#connection.local);
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** Channels and patterns it has subscribed to. */
  get subscriptions(): number {
    return this.channels.size + this.patterns.size;
  }

  /** The keys that it watches. */
  get watched(): ReadonlySet<string> {
    return this.#watched;
  }

  /** How many keys it watches. */
  get watching(): number {
    return this.#watched.size;
  }

  /** Bytes of messages that it has not read. */
  get unread(): number {
    return this.#unread;
  }

  /** Watches a key until {@linkcode unwatch}. */
  watch(key: string): void {
    if (this.#watched.has(key)) return;
    this.#watched.add(key);
    this.#server.watchers.add(key, this);
  }

  /** Whether something that it watches has changed; a key whose time is over has. */
  hasChanged(keyspace: Keyspace): boolean {
    // Is over, and its watchers are told, as soon as somebody looks
    for (const key of this.#watched) keyspace.has(key);
    return this.isTouched;
  }

  /** Watches nothing any more. */
  unwatch(): void {
    for (const key of this.#watched) this.#server.watchers.remove(key, this);
    this.#watched.clear();
    this.isTouched = false;
  }

  hear(channel: string, message: string): void {
    this.#tell((reply) => {
      reply.push(3);
      reply.bulk("message");
      reply.bulk(channel);
      reply.bulk(message);
    });
  }

  hearPattern(pattern: string, channel: string, message: string): void {
    this.#tell((reply) => {
      reply.push(4);
      reply.bulk("pmessage");
      reply.bulk(pattern);
      reply.bulk(channel);
      reply.bulk(message);
    });
  }

  /** Ends the connection at once: it is told nothing more. */
  cut(): void {
    this.isLeaving = true;
    this.reply.cut(0);
    this.#connection.reset();
  }

  /** Writes all that is waiting. @returns when the system has taken it */
  flush(): Promise<void> {
    if (this.#writing !== undefined) return this.#writing.then(() => this.flush());
    if (this.reply.length === 0) return NOTHING;
    const bytes = this.reply.take();
    return this.#writing = this.#connection.write(bytes).then(() => {
      this.#writing = undefined;
      this.reply.giveBack(bytes);
      if (this.#unread > 0) this.#forget(Math.min(this.#unread, bytes.length));
    });
  }

  /** Nothing will be told any more. */
  leave(): void {
    this.#forget(this.#unread);
    this.#server.leave(this);
  }

  #tell(write: (reply: RespWriter) => void): void {
    const { reply } = this;
    if (this.isLeaving) return;
    const before = reply.length;
    write(reply);
    const more = reply.length - before;
    this.#unread += more;
    this.#server.unread += more;
    if (this.#unread > MOST_UNREAD) this.cut();
    else {
      if (this.#server.unread > MOST_UNREAD_IN_ALL) this.#server.dropSlowest();
      this.#writeSoon();
    }
  }

  #forget(bytes: number): void {
    this.#unread -= bytes;
    this.#server.unread -= bytes;
  }

  #writeSoon(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(async () => {
      try {
        while (this.reply.length > 0 && !this.isLeaving) await this.flush();
      } catch {
        // The client is gone: its session finds out when it reads
      } finally {
        this.#isScheduled = false;
      }
    });
  }
}

const NOTHING = Promise.resolve();
