import { isExhausted } from "../errors/system_error.ts";

/** How many clients may be in their handshake at the same time. */
const MOST = 256;
/** Milliseconds after which one may be dropped to make room. An honest handshake takes less. */
const DAWDLING = 1000;

/** What {@linkcode Handshakes} is made of. */
export interface HandshakesOptions<From, To> {
  /** The next connection, or `undefined` at the end; its rejection is passed on. */
  accept(): Promise<From | undefined>;
  /**
   * Turns a connection into something else; must have released it when it rejects. The signal ends
   * the attempt.
   */
  prepare(from: From, signal: AbortSignal): Promise<To>;
  /**
   * Whose connection it is, as `networkOf` names owners: the one with the most of them makes room.
   */
  hostOf(from: From): string;
  /** Milliseconds that a handshake may take. */
  readonly timeout: number;
  /**
   * Called with the reason when a handshake fails and others may follow. That is the client's
   * problem, never a failure of the listener.
   */
  failed?(error: unknown): void;
}

/**
 * # Handshakes, side by side
 *
 * Where a connection has to be prepared before it can be served (TLS, the opening of a WebSocket),
 * a server that prepares one after another is stopped by the first client that connects and says
 * nothing, and a server that prepares inside the session gives that client one of a limited number
 * of places. Here all clients are prepared at the same time, and only those that are ready are
 * handed out.
 *
 * A handshake has a time limit, and so does their number: when one client too many arrives, the
 * host with the most handshakes loses its slowest one, so a stranger with hundreds of silent
 * connections keeps out only himself, however far away the others are. The same is done for a
 * client that cannot be accepted because the machine has no descriptor left.
 *
 * Nothing is accepted until somebody asks; clients of a full server wait in the kernel's queue.
 */
export class Handshakes<From, To extends { close(): unknown }> {
  readonly #options: HandshakesOptions<From, To>;
  /** In the order in which they came. */
  readonly #begun = new Set<Handshake>();
  readonly #ready: To[] = [];
  #accepting = false;
  #ended = false;
  #failure: { readonly error: unknown } | undefined;
  #changed = Promise.withResolvers<void>();

  constructor(options: HandshakesOptions<From, To>) {
    this.#options = options;
  }

  /**
   * The next one that is ready; `undefined` when there are no more.
   *
   * @throws what `accept` rejects with; asking again accepts again.
   */
  async next(): Promise<To | undefined> {
    while (true) {
      const ready = this.#ready.shift();
      if (ready !== undefined) return ready;
      const failure = this.#failure;
      this.#failure = undefined;
      if (failure !== undefined) throw failure.error;
      if (this.#ended && this.#begun.size === 0) return undefined;
      if (!this.#accepting && !this.#ended) void this.#accept();
      await this.#changed.promise;
    }
  }

  /** Ends all that have not been handed out. The caller closes the listener. */
  close(): void {
    this.#ended = true;
    for (const handshake of this.#begun) handshake.drop();
    for (const ready of this.#ready.splice(0)) ready.close();
    this.#change();
  }

  async #accept(): Promise<void> {
    this.#accepting = true;
    try {
      const from = await this.#options.accept();
      if (from === undefined) this.#ended = true;
      else void this.#shakeHands(from);
    } catch (error) {
      if (!isExhausted(error) || !await this.#makeRoom(DAWDLING)) this.#failure = { error };
    }
    this.#accepting = false;
    this.#change();
  }

  async #shakeHands(from: From): Promise<void> {
    if (this.#begun.size >= MOST) void this.#makeRoom(0);
    using handshake = new Handshake(this.#options.hostOf(from), this.#options.timeout);
    this.#begun.add(handshake);
    try {
      if (this.#ended) handshake.drop();
      const ready = await this.#options.prepare(from, handshake.signal);
      if (this.#ended) ready.close();
      else this.#ready.push(ready);
    } catch (error) {
      if (!this.#ended) this.#options.failed?.(error);
    } finally {
      this.#begun.delete(handshake);
      this.#change();
    }
  }

  /**
   * Drops the oldest handshake of the host that has the most.
   *
   * @returns whether one was old enough to drop; resolves when it has released its connection.
   */
  async #makeRoom(age: number): Promise<boolean> {
    const byHost = Map.groupBy(this.#begun, ({ host }) => host).values();
    const [oldest] = byHost.reduce((most, those) => those.length > most.length ? those : most, []);
    if (oldest === undefined || oldest.age < age) return false;
    this.#begun.delete(oldest);
    oldest.drop();
    await oldest.over;
    return true;
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

/** One attempt: ends by itself when its time is up. */
class Handshake implements Disposable {
  readonly #begun = performance.now();
  readonly #controller = new AbortController();
  readonly #over = Promise.withResolvers<void>();
  readonly #timer: ReturnType<typeof setTimeout>;

  constructor(readonly host: string, timeout: number) {
    this.#timer = setTimeout(() => this.drop(), timeout);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get age(): number {
    return performance.now() - this.#begun;
  }

  get over(): Promise<void> {
    return this.#over.promise;
  }

  drop(): void {
    this.#controller.abort();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#over.resolve();
  }
}
