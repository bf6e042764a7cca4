/** Something that happened on a connection of a check. */
export interface TranscriptEvent {
  /** Milliseconds since the rule began. */
  readonly at: number;
  /** Which connection of the rule, from 1; 0 for the program's keyboard and screen. */
  readonly conn: number;
  readonly what:
    | "connect"
    /** The program has connected to the server behind it, which is us. */
    | "accept"
    | "send"
    | "receive"
    | "half-close"
    | "end"
    | "reset"
    | "close"
    | "broken"
    | "silence"
    | "type"
    | "show";
  /** The bytes sent or received, at most {@linkcode KEPT} of them. */
  readonly bytes?: Uint8Array;
  /** The last of them, where not all were kept. */
  readonly tail?: Uint8Array;
  /** How many bytes it was. */
  readonly size?: number;
}

/**
 * Everything that happened while a rule was probed, in order; bounded, because a server may talk for ever.
 */
export class Transcript {
  readonly events: TranscriptEvent[] = [];
  /** How many events were not kept. */
  omitted = 0;
  readonly #started = performance.now();

  /** Takes note; the bytes are copied. */
  add(conn: number, what: TranscriptEvent["what"], bytes?: Uint8Array): void {
    if (this.events.length >= MOST_EVENTS) {
      this.omitted++;
      return;
    }
    const at = performance.now() - this.#started;
    this.events.push({
      at,
      conn,
      what,
      ...(bytes ? { bytes: bytes.slice(0, KEPT), size: bytes.length } : {}),
      ...(bytes && bytes.length > KEPT ? { tail: bytes.slice(-TAIL) } : {}),
    });
  }
}

/** Bytes of an event that are kept. */
export const KEPT = 160;
const TAIL = 40;
const MOST_EVENTS = 400;
