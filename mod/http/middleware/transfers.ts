import { addressHost } from "../../net/address/address_host.ts";
import { observingSink } from "../wire/observing_sink.ts";
import {
  answerOf,
  type HttpHandler,
  type HttpReply,
  type HttpRequest,
  type ReplyBody,
  type Sink,
} from "../wire/message.ts";

/** A file on its way, in or out. */
export interface Transfer {
  readonly client: string;
  readonly name: string;
  readonly direction: "out" | "in";
  /** Bytes so far. */
  moved: number;
  /** Bytes in all, when that is known. */
  readonly size: number | undefined;
  /** On the clock of `performance.now()`. */
  readonly started: number;
}

/** The transfers under way on a server; the source of the live view. */
export class Transfers {
  readonly #active = new Set<Transfer>();
  readonly #elsewhere = new Map<unknown, readonly Transfer[]>();

  /** The transfers under way, the oldest first. */
  get active(): Transfer[] {
    if (this.#elsewhere.size === 0) return [...this.#active];
    return [...this.#active, ...[...this.#elsewhere.values()].flat()].sort((a, b) => a.started - b.started);
  }

  /** Those under way in another isolate. @param whose of several, which one */
  elsewhere(whose: unknown, transfers: readonly Transfer[]): void {
    if (transfers.length === 0) this.#elsewhere.delete(whose);
    else this.#elsewhere.set(whose, transfers);
  }

  /** Makes the transfers of a handler visible while they are under way. */
  watching(next: HttpHandler): HttpHandler {
    return (request) => {
      const shown = (reply: HttpReply): HttpReply =>
        reply.body === undefined ? reply : { ...reply, body: this.#outgoing(request, reply.body) };
      const incoming = this.#incoming(request);
      if (incoming === undefined) return answerOf(next, request).then(shown);
      return answerOf(next, { ...request, body: counting(request, incoming) })
        .finally(() => this.#active.delete(incoming)).then(shown);
    };
  }

  #incoming(request: HttpRequest): Transfer | undefined {
    if (request.body.length === 0) return undefined;
    const transfer = newTransfer(request, "in", request.body.length);
    this.#active.add(transfer);
    return transfer;
  }

  /** A body small enough to leave with its head is over before anybody could look. */
  #outgoing(request: HttpRequest, body: ReplyBody): ReplyBody {
    // Let go of when it is sent, which may take long.
    let asked: HttpRequest | undefined = request;
    const send = (sink: Sink): Promise<void> => {
      const transfer = newTransfer(asked!, "out", body.length);
      asked = undefined;
      return this.#send(transfer, body, sink);
    };
    return { ...body, send };
  }

  #send(transfer: Transfer, body: ReplyBody, sink: Sink): Promise<void> {
    const over = () => this.#active.delete(transfer);
    this.#active.add(transfer);
    try {
      return body.send(observingSink(sink, (length) => transfer.moved += length)).finally(over);
    } catch (error) {
      over();
      throw error;
    }
  }
}

function newTransfer(request: HttpRequest, direction: "in" | "out", size: number | undefined): Transfer {
  return {
    client: addressHost(request.remote),
    name: request.path,
    direction,
    moved: 0,
    size,
    started: performance.now(),
  };
}

function counting(request: HttpRequest, transfer: Transfer): HttpRequest["body"] {
  return {
    length: request.body.length,
    read: async () => {
      const bytes = await request.body.read();
      transfer.moved += bytes?.length ?? 0;
      return bytes;
    },
  };
}
