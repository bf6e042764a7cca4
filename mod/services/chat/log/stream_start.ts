import type { Envelope, SharedState } from "./bus_envelope.ts";

/** A message of the stream with its place. */
export interface Stored extends Partial<Envelope> {
  number: number;
  /** Milliseconds since 1970 on the clock of the bus. */
  at: number;
}

/** The room at some place, and what was read around it. */
export interface StartFound {
  state: SharedState;
  /** What was read that went before. */
  past: Stored[];
  /** What comes after it. */
  rest: Stored[];
}

/**
 * Finds out what a room is from a stream whose beginning is no longer kept.
 *
 * Who is in the room is the result of all events, and the stream keeps only the last of them. So now and then the
 * servers put the result in it, too. Whoever comes later reads up to the first result, applies what
 * was stored meanwhile, and then knows exactly what the others know. If there is none, the room is begun anew: all
 * servers come in again.
 */
export class StreamStart {
  #read: Stored[] = [];
  #first: number;

  /** @param first the number of the first message that is kept */
  constructor(first: number) {
    this.#first = first;
  }

  /** Takes the next message. @returns what the room is, as soon as it is known */
  next(stored: Stored): StartFound | undefined {
    this.#read.push(stored);
    if (this.#read.length > MOST_READ) this.#first = this.#read.shift()!.number + 1;
    const { number, state, reset } = stored;
    if (reset) return this.#found({ at: number, servers: [], room: { members: [] }, unsaid: [] });
    return state !== undefined && state.at >= this.#first - 1 && state.at < number
      ? this.#found(state)
      : undefined;
  }

  #found(state: SharedState): StartFound {
    const after = this.#read.findIndex(({ number }) => number > state.at);
    const end = after < 0 ? this.#read.length : after;
    return { state, past: this.#read.slice(0, end), rest: this.#read.slice(end) };
  }
}

/** Twice as many as the stream keeps, when we have made it. */
const MOST_READ = 20_000;
