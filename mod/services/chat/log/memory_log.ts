import { type ChatEvent, isMessage } from "../chat_event.ts";
import type { EventLog, EventLogReader } from "./event_log.ts";

/**
 * The log of a room that lives as long as its process: an event is in it the moment it is appended, because
 * one event loop runs one append at a time.
 */
export class MemoryLog implements EventLog {
  readonly window = 1;
  #reader: EventLogReader | undefined;
  #count = 0;

  open(reader: EventLogReader): Promise<void> {
    this.#reader = reader;
    reader.numbered({ id: crypto.randomUUID().slice(0, 8), before: 0, hasGaps: false });
    return Promise.resolve();
  }

  append(event: ChatEvent): void {
    if (isMessage(event)) event.seq = ++this.#count;
    this.#reader?.apply(event);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#reader = undefined;
    return Promise.resolve();
  }
}
