import type { DatagramEndpointOptions } from "../../server/datagrams/datagram_endpoint.ts";
import { SenderRate } from "../../server/datagrams/sender_rate.ts";
import { echoDatagrams, type EchoDatagramsOptions } from "./echo_datagrams.ts";
import { EchoLoops } from "./echo_loops.ts";

/** Echo by datagrams on all the sockets of a server: they have one rate, and one memory of who echoes. */
export class EchoAnswerer implements Disposable {
  readonly #shared: Pick<EchoDatagramsOptions, "transform" | "rate" | "loops">;

  /** @param perSecond the most answers for one address */
  constructor(transform: EchoDatagramsOptions["transform"], perSecond: number) {
    this.#shared = { transform, rate: new SenderRate(perSecond), loops: new EchoLoops() };
  }

  /** Until the endpoint's signal aborts. */
  answer(endpoint: DatagramEndpointOptions): Promise<void> {
    return echoDatagrams({ ...this.#shared, ...endpoint });
  }

  /** Nothing was opened. */
  [Symbol.dispose](): void {}
}
