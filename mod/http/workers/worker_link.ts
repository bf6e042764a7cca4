import { type Message, messageData } from "../../i18n/message.ts";
import type { RateLimits, Rates } from "../../io/rate_limits.ts";
import { RemoteLimits } from "../../io/remote_limits.ts";
import type { Transfers } from "../middleware/transfers.ts";
import { nextLine } from "./line_order.ts";
import type { FromDesk, ToDesk } from "./messages.ts";
import { onAbort } from "../../net/connection/on_abort.ts";

/**
 * The way from a worker that answers requests to what all workers have in common, in the isolate of the server:
 * the log, the account of bytes, the view of transfers.
 */
export class WorkerLink {
  readonly #port: MessagePort;
  #limits: RemoteLimits | undefined;
  readonly #counter: Int32Array;
  #lines = "";
  #numbers: number[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param port its other end has `ServerDesk`
   * @param lines the memory of the numbers of lines
   * @param lifetime aborts when the worker ends
   */
  constructor(port: MessagePort, lines: SharedArrayBuffer, lifetime: AbortSignal) {
    this.#port = port;
    this.#counter = new Int32Array(lines);
    port.onmessage = ({ data }: MessageEvent<FromDesk>) => this.#limits?.answered(data);
    onAbort(lifetime, this.flush);
  }

  /** Logs a line, which has no line feed in it, soon: what is said within a moment travels together. */
  readonly log = (line: string): void => {
    const first = this.#numbers.push(nextLine(this.#counter)) === 1;
    this.#lines += first ? line : `\n${line}`;
    if (first) this.#timer = setTimeout(this.flush, TOGETHER);
  };

  /** Sends the lines that wait. */
  readonly flush = (): void => {
    if (this.#numbers.length === 0) return;
    clearTimeout(this.#timer);
    const [lines, numbers] = [this.#lines, Int32Array.from(this.#numbers)];
    this.#lines = "";
    this.#numbers = [];
    this.#post({ type: "lines", lines, numbers });
  };

  /** Tells the person who runs the server something. */
  readonly tell = (message: Message): void => {
    this.flush();
    this.#post({ type: "said", message: messageData(message) });
  };

  /** The limits of all workers together. @returns undefined when nothing is limited */
  limits(rates: Rates): RateLimits | undefined {
    if (rates.server === undefined && rates.client === undefined) return undefined;
    return this.#limits = new RemoteLimits(rates, (message) => this.#post(message));
  }

  /** Shows the transfers that are under way here among those of the server. */
  show(transfers: Transfers, lifetime: AbortSignal): void {
    let shown = 0;
    const look = () => {
      const { active } = transfers;
      if (active.length === 0 && shown === 0) return;
      shown = active.length;
      const now = performance.now();
      this.#post({
        type: "transfers",
        transfers: active.slice(0, MOST_SHOWN).map(({ started, ...transfer }) => ({
          ...transfer,
          age: now - started,
        })),
      });
    };
    const timer = setInterval(look, LOOK);
    onAbort(lifetime, () => clearInterval(timer));
  }

  #post(message: ToDesk): void {
    this.#port.postMessage(message);
  }
}

/** How long a line waits for others to go with it, milliseconds: a message costs as much as an answer. */
const TOGETHER = 50;
/** How often the transfers are told, milliseconds: as often as they are drawn. */
const LOOK = 250;
/** The view has room for a few lines only, and says how many more there are. */
const MOST_SHOWN = 1000;
