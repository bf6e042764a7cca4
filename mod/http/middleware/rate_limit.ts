import { delay } from "@std/async";
import { addressHost } from "../../net/address/address_host.ts";
import type { HttpHandler, HttpRequest, ReplyBody, Sink } from "../wire/message.ts";
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

/** Limits how fast replies and uploads go. @param limits undefined: not at all */
export function withRateLimit(next: HttpHandler, limits: RateLimits | undefined): HttpHandler {
  if (limits === undefined) return next;
  return async (request) => {
    const client = new Client(request, limits);
    const reply = await next({ ...request, body: limitedBody(request, client) });
    return reply.body === undefined ? reply : { ...reply, body: limitedReply(reply.body, client) };
  };
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

/** Who sent a request, and what that client may take. */
class Client {
  readonly #host: string;

  constructor(readonly request: HttpRequest, readonly limits: RateLimits) {
    this.#host = addressHost(request.remote);
  }

  /** Waits until these bytes are paid for. */
  async pay(bytes: number): Promise<void> {
    const pause = await this.limits.take(this.#host, bytes);
    if (pause >= 1) await delay(pause, { signal: this.request.signal() });
  }
}

function limitedReply(body: ReplyBody, client: Client): ReplyBody {
  // Made now: from here on it is looked at whether the client is still there.
  client.request.signal();
  return {
    length: body.length,
    send: (sink) => body.send(limitedSink(sink, client)),
    close: () => body.close?.(),
  };
}

function limitedSink(sink: Sink, client: Client): Sink {
  const { piece } = client.limits;
  const write = async (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; at += piece) {
      const part = bytes.subarray(at, at + piece);
      await sink.write(part);
      await client.pay(part.length);
    }
  };
  if (sink.writeSome === undefined) return { write };
  const writeSome = async (bytes: Uint8Array) => {
    const taken = await sink.writeSome!(bytes.subarray(0, piece));
    await client.pay(taken);
    return taken;
  };
  return { write, writeSome };
}

function limitedBody(request: HttpRequest, client: Client): HttpRequest["body"] {
  return {
    length: request.body.length,
    read: async () => {
      const bytes = await request.body.read();
      if (bytes !== null) await client.pay(bytes.length);
      return bytes;
    },
  };
}
