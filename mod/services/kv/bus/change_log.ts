import type { KeyEntry } from "../store/keyspace.ts";

/** A change is stored only when this is the last change of its key, or of all: 0 for none. */
export type Condition = { readonly key: number } | { readonly all: number };

/** What became of a change that was to be stored. */
export type WriteOutcome =
  /** It is the change of this number. */
  | { readonly type: "stored"; readonly number: number }
  /** Something else was stored before it, so it was not: the last change has this number, if that is known. */
  | { readonly type: "overtaken"; readonly by: number | undefined }
  | { readonly type: "refused"; readonly why: "no room" | "too large" | "too busy" }
  /** The bus is away; it was not stored. */
  | { readonly type: "away" }
  /** The bus went away before it answered, and cannot be asked: it may have been stored. */
  | { readonly type: "unknown" };

/** What became of a message that was to be published: `too busy` when too much waits for a slow bus. */
export type PublishOutcome = "sent" | "away" | "unknown" | "too large" | "too busy";

/** The changes of all servers in one order, and where the copy of them is that is kept here. */
export interface ChangeLog {
  /** Whether the copy is not older than it may be. */
  readonly isFresh: boolean;
  /** Everything up to this number is in the copy. */
  readonly position: number;
  /** Whether changes can only be made on the condition that nothing at all has changed. */
  readonly comparesAll: boolean;
  /** Bytes of a value that can be stored. */
  readonly largest: number;
  /** The number of a key's last change, 0 when it is not there. */
  revisionOf(key: string): number;
  /** The bus has a key no longer, though it has said nothing. */
  gone(key: string): void;
  /** The copy is not what the bus has: it is not fresh any more, and made anew. */
  distrust(): void;
  /** @returns when the copy has everything up to a number, or the bus is away */
  reached(number: number): Promise<void>;
  /** Stores a change. */
  write(key: string, entry: KeyEntry | undefined, after: Condition): Promise<WriteOutcome>;
  /** Tells all servers what is published. */
  publish(channel: string, message: string): Promise<PublishOutcome>;
}
