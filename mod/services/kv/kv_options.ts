/** How a key/value server behaves: plain data. */
export interface KvOptions {
  /** Bytes that keys and values may take. */
  readonly maxMemory: number;
  /** What happens when they take that: what is new is refused, or what was not used for longest goes. */
  readonly evict: "none" | "lru";
  /** The longest value in bytes. */
  readonly maxValue: number;
  /** The longest key in bytes. */
  readonly maxKey: number;
}

/** As {@linkcode KvOptions} are unless something else is asked for. */
export const KV_DEFAULTS: KvOptions = {
  maxMemory: 256 * 1024 * 1024,
  evict: "none",
  maxValue: 16 * 1024 * 1024,
  maxKey: 64 * 1024,
};

/** Arguments of a request; so it is in Redis. */
export const MOST_ARGUMENTS = 1024 * 1024;
/** Commands of a transaction. */
export const MOST_QUEUED = 65_536;
/** Channels and patterns of one client. */
export const MOST_SUBSCRIPTIONS = 10_000;
/** Bytes of an answer to one request, or of several that are sent together. */
export const LONGEST_REPLY = 128 * 1024 * 1024;
/** Bytes of messages that one client may leave unread, and all together. */
export const MOST_UNREAD = 8 * 1024 * 1024;
export const MOST_UNREAD_IN_ALL = 128 * 1024 * 1024;
/** Bytes of requests that have not come to their end, of all clients together. */
export const MOST_UNFINISHED = 128 * 1024 * 1024;
