import type { ChatEvent, MessageEvent, RosterMember } from "../chat_event.ts";

/**
 * Where everything that happens in a room gets its place.
 *
 * To make something happen, a caller appends an event; the log gives it back to the room once it is
 * *in* the log, and every reader gets the same events in the same order. What "in the log" means is
 * the only difference between a room in memory (at once), one that survives a crash (on the disk)
 * and one that is shared by several servers (in the stream of a message bus). A message that
 * anybody has read is in the log; a message that is not in the log was read by nobody. So no crash
 * can lose what somebody saw.
 */
export interface EventLog extends AsyncDisposable {
  /** Events that one sender may have on the way at once; 1 where only waiting keeps a sender's own order. */
  readonly window: number;
  /** Why nothing gets its place at present, as a sentence for a newcomer who has to wait for it. */
  readonly trouble?: string | undefined;

  /**
   * Begins. The past is given back first, then every event as it enters the log, one at a time and in order.
   *
   * @throws an error with a sentence when the log cannot be opened
   */
  open(reader: EventLogReader): Promise<void>;

  /**
   * Asks for a place. The event has been given to the reader when this is done: at once for `void`, else when
   * the promise resolves. Where the window is 1, a sender waits for each before it appends the next.
   *
   * @throws an error with a sentence when the event has no place and never will: nobody has read it
   */
  append(event: ChatEvent): void | Promise<void>;
}

/** The room, which applies the events. */
export interface EventLogReader {
  /**
   * The numbers of messages from now on are those of this log; called before the past is given back, and again when
   * another log takes its place.
   */
  numbered(log: LogNumbers): void;
  /**
   * The messages from before, oldest first, with their numbers; called before the first event.
   *
   * @param topic the last one, where the message that has it may not be among these any more
   */
  remember(messages: MessageEvent[], topic?: string): void;
  /** The next event; a message has its number. */
  apply(event: ChatEvent): void;
  /** Something the people in the room should know about the log itself, as a sentence. */
  notice(sentence: string): void;
}

/** A room on several servers. */
export interface SharedLogReader extends EventLogReader {
  /** The people on this server, with the names they want. */
  roster(): RosterMember[];
  /** How many people are on other servers. */
  readonly elsewhere: number;
  /** An event of this server has its place, be it one that could not be given back. */
  confirmed(event: ChatEvent): void;
  /** The room as the events so far have made it, for somebody who has not read them. */
  snapshot(): RoomSnapshot;
  /**
   * Makes the room what it is for those who have read everything.
   *
   * @param isIn whether this server is in: its people are then those of the snapshot, else they are to come in
   */
  restore(snapshot: RoomSnapshot, isIn: boolean): void;
}

/** What a room is, besides what was said in it. */
export interface RoomSnapshot {
  /** In the order of arrival. */
  members: RosterMember[];
  topic?: string;
}

/** What the numbers of a log mean. */
export interface LogNumbers {
  /** Tells one log from another: numbers of two logs cannot be compared. One word. */
  readonly id: string;
  /** Messages up to this number are not given back. */
  readonly before: number;
  /** Whether there are numbers that no message has. */
  readonly hasGaps: boolean;
}
