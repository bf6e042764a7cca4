import { addressHost } from "../net/address/address_host.ts";
import type { Connection } from "../net/connection.ts";
import { WrappedConnection } from "../net/connection/wrapped_connection.ts";
import { listen, type Listener, type ListenOptions } from "../net/tcp/listen.ts";
import type { RateLimits } from "./rate_limits.ts";

/** A connection whose client gets no more bytes than the limits leave. */
export class LimitedConnection extends WrappedConnection {
  readonly #limits: RateLimits;
  readonly #host: string;
  #wake: (() => void) | undefined;

  /** @param limits shared by all connections for which they hold together */
  constructor(inner: Connection, limits: RateLimits) {
    super(inner);
    this.#limits = limits;
    this.#host = addressHost(inner.remote);
  }

  /** Writes piece by piece, and waits after each until it is paid for. */
  override async write(bytes: Uint8Array): Promise<void> {
    const { piece } = this.#limits;
    for (let at = 0; at < bytes.length; at += piece) {
      const part = bytes.subarray(at, at + piece);
      await this.inner.write(part);
      const pause = await this.#limits.take(this.#host, part.length);
      if (pause >= 1) await this.#pause(pause);
    }
  }

  /** Nobody waits any more. */
  override close(): void {
    this.#wake?.();
    super.close();
  }

  /** Nobody waits any more. */
  override reset(): void {
    this.#wake?.();
    super.reset();
  }

  /** On a connection that is closed, the next write says so. */
  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Listens for TCP, and holds all who connect to the limits. */
export function limitedListen(
  limits: RateLimits,
): (port: number, options: ListenOptions) => Promise<readonly Listener[]> {
  return async (port, options) =>
    (await listen(port, options)).map((listener) => ({
      address: listener.address,
      accept: async () => new LimitedConnection(await listener.accept(), limits),
      close: () => listener.close(),
      [Symbol.dispose]: () => listener.close(),
    }));
}
