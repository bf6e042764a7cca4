import type { KeyEntry } from "../store/keyspace.ts";
import type { ChangeLog, Condition, PublishOutcome, WriteOutcome } from "./change_log.ts";

/** Bytes of changes and messages that may wait for a slow bus, of all clients together. */
export const MOST_UNDER_WAY = 64 * 1024 * 1024;

/** A log whose answers are waited for with a bounded number of bytes. */
export class BoundedLog {
  readonly #log: ChangeLog;
  #underWay = 0;

  constructor(log: ChangeLog) {
    this.#log = log;
  }

  /** As {@linkcode ChangeLog.write}. */
  write(key: string, entry: KeyEntry | undefined, after: Condition): Promise<WriteOutcome> {
    return this.#within(
      key.length + (entry?.value.length ?? 0),
      { type: "refused", why: "too busy" },
      () => this.#log.write(key, entry, after),
    );
  }

  /** As {@linkcode ChangeLog.publish}. */
  publish(channel: string, message: string): Promise<PublishOutcome> {
    return this.#within(
      channel.length + message.length,
      "too busy",
      () => this.#log.publish(channel, message),
    );
  }

  async #within<Outcome>(size: number, busy: Outcome, act: () => Promise<Outcome>): Promise<Outcome> {
    if (this.#underWay + size > MOST_UNDER_WAY) return busy;
    this.#underWay += size;
    try {
      return await act();
    } finally {
      this.#underWay -= size;
    }
  }
}
