import type { Message } from "../../../i18n/message.ts";

/** What a shared log needs of a message bus. */
export interface Bus extends AsyncDisposable {
  /** Whether what is stored now gets its place at once. */
  readonly there: boolean;

  /**
   * Joins the bus, and goes on trying until that works.
   *
   * @throws the signal's reason, when it is aborted before
   */
  open(signal: AbortSignal): Promise<void>;

  /**
   * Stores a message as soon as the bus is there.
   *
   * @param id what the bus has stored lately under the same one is not stored again
   * @returns its number in the stream, be it an old one; `undefined` when it was not confirmed, though it may
   *   be stored all the same
   * @throws an error with a sentence when the bus will never take it
   */
  store(id: string, text: string): Promise<number | undefined>;

  /** Sends a message that nobody stores. @throws an error with a sentence when it may not have arrived */
  pass(subject: string, text: string): Promise<void>;

  /** Nothing has been heard of the bus, though it should: ends this connection, and makes another one. */
  doubt(): void;
}

/** Those who are told what comes over the bus. */
export interface BusListener {
  /**
   * Stored messages follow, from a new connection.
   *
   * @param kept how many messages the stream keeps at most; 0 or less for any number
   */
  follows(continuity: Continuity, kept: number): void;
  /**
   * A stored message; every listener gets the same ones in the same order, each once.
   *
   * @param number its place in the stream
   * @param at when it was stored, in milliseconds since 1970 on the clock of the bus
   */
  arrived(number: number, text: string, at: number): void;
  /** A message that nobody stored. */
  passed(subject: string, text: string): void;
  /** Messages that were stored and have not come back may not: they have to be stored again. */
  lost(): void;
  /** The bus is away, or still away for another reason, in words. Messages to be stored wait. */
  away(reason: Message): void;
  /** The bus is there, for the first time or again, and has stored the greeting. */
  back(): void;
  /** The first message stored in each session: a bus that does not take it is not there. */
  greeting(): { id: string; text: string };
}

/** How the messages that follow go together with those before. */
export interface Continuity {
  /**
   * `on`: they come right after the last one; `anew`: they are those of a stream from its first one on; `hole`:
   * some are missing that are no longer kept.
   */
  type: "on" | "anew" | "hole";
  /** The number of the first one. */
  first: number;
  /** Tells this stream, whose numbers count, from another one of the same name. */
  stream: string;
}
