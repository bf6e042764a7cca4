import { type Message, messageFrom } from "../../i18n/message.ts";
import { answerTo } from "../../io/remote_limits.ts";
import type { LineOrder } from "./line_order.ts";
import type { RateLimits } from "../../io/rate_limits.ts";
import type { Transfers } from "../middleware/transfers.ts";
import type { FromDesk, ToDesk } from "./messages.ts";

/** What the workers of a server have in common. */
export interface ServerDesk {
  /** Takes the lines of the access log. */
  readonly lines?: LineOrder | undefined;
  /** Takes sentences for the person who runs the server. */
  readonly tell?: ((message: Message) => void) | undefined;
  /** Takes account of the bytes of all workers' clients. */
  readonly limits?: RateLimits | undefined;
  /** The transfers of the server, those of its workers among them. */
  readonly transfers?: Transfers | undefined;
}

/**
 * Answers a worker that answers requests.
 *
 * @param port its other end has the `WorkerLink` of the worker
 * @returns to be disposed of when the worker has ended: its transfers have ended as well
 */
export function serveWorker(port: MessagePort, { lines, tell, limits, transfers }: ServerDesk): Disposable {
  port.onmessage = async ({ data }: MessageEvent<ToDesk>) => {
    if (data.type === "lines") {
      for (const [at, line] of data.lines.split("\n").entries()) lines?.take(data.numbers[at]!, line);
    } else if (data.type === "said") tell?.(messageFrom(data.message));
    else if (data.type === "transfers") {
      const now = performance.now();
      transfers?.elsewhere(
        port,
        data.transfers.map(({ age, ...transfer }) => ({ ...transfer, started: now - age })),
      );
    } else {
      port.postMessage(await answerTo(data, limits) satisfies FromDesk);
    }
  };
  return {
    [Symbol.dispose]() {
      transfers?.elsewhere(port, []);
      lines?.giveUp();
    },
  };
}
