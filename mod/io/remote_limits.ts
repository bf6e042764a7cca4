import { pieceOf, type RateLimits, type Rates } from "./rate_limits.ts";

/** Bytes of a client are on their way: how long has it to wait for more? */
export interface TookMessage {
  readonly type: "took";
  readonly id: number;
  readonly host: string;
  readonly bytes: number;
}

/** The answer, milliseconds. */
export interface WaitMessage {
  readonly type: "wait";
  readonly id: number;
  readonly pause: number;
}

/** Limits that another isolate takes account of, which has several such as this one. */
export class RemoteLimits implements RateLimits {
  readonly piece: number;
  readonly #ask: (message: TookMessage) => void;
  readonly #waiting = new Map<number, (pause: number) => void>();
  #asked = 0;

  /** @param ask sends the other isolate a message; its answer is for {@linkcode answered} */
  constructor(rates: Rates, ask: (message: TookMessage) => void) {
    this.piece = pieceOf(rates);
    this.#ask = ask;
  }

  /** As {@linkcode RateLimits.take}. */
  take(host: string, bytes: number): Promise<number> {
    return new Promise((resolve) => {
      const id = ++this.#asked;
      this.#waiting.set(id, resolve);
      this.#ask({ type: "took", id, host, bytes });
    });
  }

  /** Takes an answer. */
  answered({ id, pause }: WaitMessage): void {
    this.#waiting.get(id)?.(pause);
    this.#waiting.delete(id);
  }
}

/** The same over a port, of which the other end has {@linkcode keepAccount}. */
export function limitsOver(port: MessagePort, rates: Rates): RateLimits {
  const limits = new RemoteLimits(rates, (message) => port.postMessage(message));
  port.onmessage = ({ data }: MessageEvent<WaitMessage>) => limits.answered(data);
  return limits;
}

/** Takes account of what the isolate at the other end of a port sends. */
export function keepAccount(port: MessagePort, limits: RateLimits): void {
  port.onmessage = async ({ data }: MessageEvent<TookMessage>) =>
    port.postMessage(await answerTo(data, limits));
}

/** The answer to an isolate that asks. @param limits undefined: nothing is limited */
export async function answerTo(
  { id, host, bytes }: TookMessage,
  limits: RateLimits | undefined,
): Promise<WaitMessage> {
  return { type: "wait", id, pause: await limits?.take(host, bytes) ?? 0 };
}
