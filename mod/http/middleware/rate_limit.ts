import { delay } from "@std/async";
import { addressHost } from "../../net/address/address_host.ts";
import type { HttpHandler, HttpRequest, ReplyBody, Sink } from "../wire/message.ts";
import type { RateLimits } from "../../io/rate_limits.ts";

/** Limits how fast replies and uploads go. @param limits undefined: not at all */
export function withRateLimit(next: HttpHandler, limits: RateLimits | undefined): HttpHandler {
  if (limits === undefined) return next;
  return async (request) => {
    const client = new Client(request, limits);
    const reply = await next({ ...request, body: limitedBody(request, client) });
    return reply.body === undefined ? reply : { ...reply, body: limitedReply(reply.body, client) };
  };
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
