import type { ChatEvent } from "../chat_event.ts";
import type { EventLog, EventLogReader } from "./event_log.ts";

/**
 * The log of a room that lives as long as its process: an event is in it the moment it is appended, because
 * one event loop runs one append at a time.
 */
export class MemoryLog implements EventLog {
  readonly window = 1;
  #reader: EventLogReader | undefined;

  open(reader: EventLogReader): Promise<void> {
    this.#reader = reader;
    return Promise.resolve();
  }

  append(event: ChatEvent): void {
    this.#reader?.apply(event);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#reader = undefined;
    return Promise.resolve();
  }
}
