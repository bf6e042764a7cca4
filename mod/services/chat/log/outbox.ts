import type { Bus } from "./bus.ts";
import type { Envelope } from "./bus_envelope.ts";

/**
 * What a server has sent to a shared stream, until it comes back.
 *
 * A message may be sent twice, because the acknowledgement can be lost, and not the message. So each
 * carries a number, under which it is read once, whether it counts then or not.
 */
export class Outbox {
  readonly #server: string;
  readonly #bus: Pick<Bus, "store">;
  /** Those who wait for a message of ours, by its number. */
  readonly #waiting = new Map<string, () => void>();
  /** The messages that were read, and whether each counted. */
  readonly #read = new Map<string, boolean>();
  /** Resolves when what we wait for may have become true. */
  #change = Promise.withResolvers<void>();
  #count = 0;
  #closed = false;

  /** @param server its mark, with which the numbers begin */
  constructor(server: string, bus: Pick<Bus, "store">) {
    this.#server = server;
    this.#bus = bus;
  }

  /** Resolves when {@linkcode changed} is called the next time. */
  get change(): Promise<void> {
    return this.#change.promise;
  }

  /** Whether nothing is sent any more. */
  get closed(): boolean {
    return this.#closed;
  }

  /** A message with a number of its own. */
  envelope(content: Omit<Envelope, "id">): { id: string; text: string } {
    const id = `${this.#server}.${++this.#count}`;
    return { id, text: JSON.stringify({ id, ...content }) };
  }

  /** Whether a message of that number was read. */
  hasRead(id: string): boolean {
    return this.#read.has(id);
  }

  /** The last messages that were read and did not count. */
  get uncounted(): string[] {
    return [...this.#read].filter(([, counts]) => !counts).map(([id]) => id).slice(-UNCOUNTED_TOLD);
  }

  /** Notes that a message was read, and whether it counts. */
  note(id: string, counts: boolean): void {
    this.#read.set(id, counts);
    if (this.#read.size > READ_KEPT) this.#read.delete(this.#read.keys().next().value!);
    this.#waiting.get(id)?.();
  }

  /** Those who wait look again whether it is time to send. */
  changed(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }

  /** What was sent and has not come back may be lost: it is sent again. */
  lost(): void {
    for (const wake of this.#waiting.values()) wake();
    this.changed();
  }

  /** Nothing is sent any more; those who wait are told so. */
  close(): void {
    this.#closed = true;
    this.lost();
  }

  /**
   * Sends a message until it has come back.
   *
   * @param isTime whether it makes sense to send it now
   * @param isPast whether a message of that number in the stream would have been read by now
   * @returns whether it counts
   * @throws an error with a sentence when the bus will never take it, or we are closing
   */
  async send(
    { id, text }: { id: string; text: string },
    isTime: () => boolean,
    isPast: (number: number) => boolean,
  ): Promise<boolean> {
    try {
      while (true) {
        const counts = this.#read.get(id);
        if (counts !== undefined) return counts;
        if (this.#closed) throw closing();
        const { promise: woken, resolve } = Promise.withResolvers<void>();
        this.#waiting.set(id, resolve);
        if (!isTime()) {
          await Promise.race([woken, this.change]);
          continue;
        }
        // The bus drops the second of the same number, and so do we
        const number = await Promise.race([woken, this.#bus.store(id, text)]);
        if (number === undefined || this.#read.has(id)) continue;
        if (isPast(number)) return true; // others have read it, where we could not
        await woken;
      }
    } finally {
      this.#waiting.delete(id);
    }
  }
}

/** Twice as many as the stream keeps, when we have made it. */
const READ_KEPT = 20_000;
/** There are a few after each time that a server was out of reach. */
const UNCOUNTED_TOLD = 500;

function closing(): Error {
  return Object.assign(new Error("Cannot reach the bus: the server is closing"), { code: "bus_closed" });
}
