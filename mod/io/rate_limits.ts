import { RateLimiter } from "./rate_limiter.ts";

/** Rates in bytes per second; absent ones do not limit. */
export interface Rates {
  /** All clients together. */
  readonly server?: number | undefined;
  /** Each address by itself. */
  readonly client?: number | undefined;
}

/** Takes account of the bytes of all clients. */
export interface RateLimits {
  /** The largest piece to send at once, bytes, to keep the flow even. */
  readonly piece: number;
  /**
   * Takes bytes.
   *
   * @param host the client
   * @param bytes how many are on their way
   * @returns how long the client has to wait for more, milliseconds
   */
  take(host: string, bytes: number): number | Promise<number>;
}

/** @returns undefined when nothing is limited */
export function rateLimits({ server, client }: Rates): RateLimits | undefined {
  if (server === undefined && client === undefined) return undefined;
  const all = server === undefined ? undefined : new RateLimiter(server);
  const clients = client === undefined ? undefined : new ClientLimiters(client);
  return {
    piece: pieceOf({ server, client }),
    take: (host, bytes) => Math.max(all?.take(bytes) ?? 0, clients?.of(host).take(bytes) ?? 0),
  };
}

/** The largest piece to send at once at these rates, bytes. */
export function pieceOf({ server, client }: Rates): number {
  const rates = [server, client].filter((rate) => rate !== undefined);
  return Math.min(...rates.map((rate) => new RateLimiter(rate).piece));
}

/** One limiter for each address; those long unused are dropped when there are many. */
class ClientLimiters {
  readonly #limiters = new Map<string, RateLimiter>();

  constructor(readonly rate: number) {}

  of(host: string): RateLimiter {
    const limiter = this.#limiters.get(host) ?? new RateLimiter(this.rate);
    // Setting it again makes it the youngest; the oldest is dropped.
    this.#limiters.delete(host);
    this.#limiters.set(host, limiter);
    if (this.#limiters.size > 10_000) this.#limiters.delete(this.#limiters.keys().next().value!);
    return limiter;
  }
}
