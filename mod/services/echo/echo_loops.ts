/** What is known of one peer since it was last silent for a while. */
interface Run {
  /** When it began, and when its last datagram came, in milliseconds. */
  since: number;
  last: number;
  /** The first answers of the run. */
  readonly answers: Set<number>;
  /** How many datagrams were one of them. */
  returned: number;
  /** Until when nothing is answered. */
  muted: number;
}

/**
 * Ends the talk of two servers that echo each other.
 *
 * One forged datagram is enough to begin it: it goes to the one server and bears the address of the other, and from
 * then on each takes the other's echo for a question. Neither can know by the look of a datagram that it is an echo:
 * a client that sends the same bytes again and again looks the same. But a client pauses, or says something else,
 * or stops one day. So a peer that has sent us what we said for {@linkcode LOOP_TIME} milliseconds, {@linkcode LOOP_ROUNDS} times and
 * more, and without a pause of {@linkcode LOOP_PAUSE}, is not answered for as long as such a pause. All datagrams that went
 * round between the two are lost then, however many there were, and a client only has to ask again, as clients of
 * UDP do.
 *
 * Of each run only the first answers are kept: in a loop, whatever was said comes round again.
 */
export class EchoLoops {
  readonly #now: () => number;
  /** The least recently heard peer first. */
  readonly #runs = new Map<string, Run>();

  /** @param now milliseconds of a clock that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether a datagram of this peer may be answered. */
  allows(peer: string, bytes: Uint8Array): boolean {
    const now = this.#now();
    const run = this.#runOf(peer, now);
    if (now < run.muted) return false;
    if (run.answers.has(digest(bytes))) run.returned++;
    if (run.returned < LOOP_ROUNDS || now - run.since < LOOP_TIME) return true;
    run.muted = now + LOOP_PAUSE;
    return false;
  }

  /** Notes what a peer was sent. */
  answered(peer: string, answer: Uint8Array): void {
    const answers = this.#runs.get(peer)?.answers;
    if (answers !== undefined && answers.size < KEPT_ANSWERS) answers.add(digest(answer));
  }

  #runOf(peer: string, now: number): Run {
    const known = this.#runs.get(peer);
    this.#runs.delete(peer);
    const over = known === undefined || now - known.last >= LOOP_PAUSE ||
      (known.muted > 0 && now >= known.muted);
    const run = over ? { since: now, last: now, answers: new Set<number>(), returned: 0, muted: 0 } : known;
    run.last = now;
    this.#runs.set(peer, run);
    if (this.#runs.size > MOST_PEERS) this.#runs.delete(this.#runs.keys().next().value!);
    return run;
  }
}

/** A number that other bytes hardly ever have: FNV-1a over the length and the first and last bytes. */
function digest(bytes: Uint8Array): number {
  let hash = 0x811c9dc5 ^ bytes.length;
  const mix = (byte: number) => hash = Math.imul(hash ^ byte, 0x01000193);
  for (const byte of bytes.subarray(0, LOOKED_AT)) mix(byte);
  for (const byte of bytes.subarray(Math.max(LOOKED_AT, bytes.length - LOOKED_AT))) mix(byte);
  return hash;
}

/** How long an unbroken run of echoes may last, in milliseconds. */
export const LOOP_TIME = 10_000;
/** How many datagrams make a loop. */
export const LOOP_ROUNDS = 1000;
/** A silence that ends a run, and the one that we keep ourselves, in milliseconds. */
export const LOOP_PAUSE = 1000;
/** Answers of a run that are kept. */
const KEPT_ANSWERS = 16;
/** Bytes at either end that tell datagrams apart. */
const LOOKED_AT = 32;
/** A peer that is forgotten begins a new run. */
const MOST_PEERS = 4096;
