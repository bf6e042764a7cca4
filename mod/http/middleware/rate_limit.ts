import { delay } from "@std/async";
import { addressHost } from "../wire/address_host.ts";
import type { HttpHandler, HttpRequest, ReplyBody, Sink } from "../wire/message.ts";
import { RateLimiter } from "./rate_limiter.ts";

/** Rates in bytes per second; absent ones do not limit. */
export interface Rates {
  /** All clients together. */
  readonly server?: number;
  /** Each address by itself. */
  readonly client?: number;
}

/** Limits how fast replies and uploads go. */
export function withRateLimit(next: HttpHandler, rates: Rates): HttpHandler {
  if (rates.server === undefined && rates.client === undefined) return next;
  const server = rates.server === undefined ? undefined : new RateLimiter(rates.server);
  const clients = new ClientLimiters(rates.client);
  return async (request) => {
    const own = clients.of(request);
    const limiters = [server, own].filter((limiter) => limiter !== undefined);
    const reply = await next({ ...request, body: limitedBody(request, limiters) });
    return reply.body === undefined
      ? reply
      : { ...reply, body: limitedReply(reply.body, limiters, request.signal()) };
  };
}

/** One limiter for each address; those long unused are dropped when there are many. */
class ClientLimiters {
  readonly #limiters = new Map<string, RateLimiter>();

  constructor(readonly rate: number | undefined) {}

  of(request: HttpRequest): RateLimiter | undefined {
    if (this.rate === undefined) return undefined;
    const host = addressHost(request.remote);
    const limiter = this.#limiters.get(host) ?? new RateLimiter(this.rate);
    // Setting it again makes it the youngest; the oldest is dropped.
    this.#limiters.delete(host);
    this.#limiters.set(host, limiter);
    if (this.#limiters.size > 10_000) this.#limiters.delete(this.#limiters.keys().next().value!);
    return limiter;
  }
}

function limitedReply(body: ReplyBody, limiters: readonly RateLimiter[], signal: AbortSignal): ReplyBody {
  return {
    length: body.length,
    send: (sink) => body.send(limitedSink(sink, limiters, signal)),
    close: () => body.close?.(),
  };
}

function limitedSink(sink: Sink, limiters: readonly RateLimiter[], signal: AbortSignal): Sink {
  const piece = Math.min(...limiters.map((limiter) => limiter.piece));
  const write = async (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; at += piece) {
      const part = bytes.subarray(at, at + piece);
      await sink.write(part);
      await pay(part.length, limiters, signal);
    }
  };
  if (sink.writeSome === undefined) return { write };
  const writeSome = async (bytes: Uint8Array) => {
    const taken = await sink.writeSome!(bytes.subarray(0, piece));
    await pay(taken, limiters, signal);
    return taken;
  };
  return { write, writeSome };
}

function limitedBody(request: HttpRequest, limiters: readonly RateLimiter[]): HttpRequest["body"] {
  return {
    length: request.body.length,
    read: async () => {
      const bytes = await request.body.read();
      if (bytes !== null) await pay(bytes.length, limiters, request.signal());
      return bytes;
    },
  };
}

async function pay(bytes: number, limiters: readonly RateLimiter[], signal: AbortSignal): Promise<void> {
  const pause = Math.max(...limiters.map((limiter) => limiter.take(bytes)));
  if (pause >= 1) await delay(pause, { signal });
}
