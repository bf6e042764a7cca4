import type { InetAddress } from "../address/socket_address.ts";
import type { Connection } from "../connection.ts";
import type { Listener } from "../tcp/listen.ts";
import { AcceptMux } from "./accept_mux.ts";

/** Several listeners as one, for code that knows of one; its address is that of the first. */
export function jointListener(listeners: readonly Listener[]): Listener {
  return listeners.length === 1 ? listeners[0]! : new JointListener(listeners);
}

class JointListener implements Listener {
  readonly #listeners: readonly Listener[];
  readonly #arrivals: AcceptMux;

  constructor(listeners: readonly Listener[]) {
    this.#listeners = listeners;
    this.#arrivals = new AcceptMux(listeners);
  }

  get address(): InetAddress {
    return this.#listeners[0]!.address;
  }

  accept(): Promise<Connection> {
    return this.#arrivals.next();
  }

  close(): void {
    for (const listener of this.#listeners) listener.close();
    this.#arrivals.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
