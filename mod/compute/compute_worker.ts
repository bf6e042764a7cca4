import type { Computed, GaveUp } from "./computed.ts";
import { afterRunning } from "./running_time.ts";

/** What goes to the worker and comes back. `ready` is its first message: from then on, time is computing time. */
export type FromWorker<Answer> = { readonly ready: true } | { readonly answer: Answer } | {
  readonly failed: string;
};

/** A worker thread that computes one job at a time. Whoever makes one ends it. */
export class ComputeWorker<Job, Answer> {
  readonly #worker: Worker;
  readonly #ready = Promise.withResolvers<void>();
  #settle: (computed: Computed<Answer>) => void = () => {};
  #failed: GaveUp | undefined;

  /** @param module URL of a module that calls `answerJobs`. */
  constructor(module: string) {
    this.#worker = new Worker(module, { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker<Answer>>) => {
      if ("ready" in data) this.#ready.resolve();
      else if ("answer" in data) this.#settle(data);
      else this.#fail("failed");
    };
    this.#worker.onerror = (event) => {
      event.preventDefault(); // else the error would end the whole program
      this.#fail("failed");
    };
  }

  /** Resolves when it is up, or has failed to be. */
  get up(): Promise<void> {
    return this.#ready.promise;
  }

  /**
   * Computes a job. After anything but an answer the worker is of no more use.
   *
   * @param timeLimit milliseconds of running time from the moment in which the worker is up.
   */
  async compute(job: Job, timeLimit: number): Promise<Computed<Answer>> {
    await this.#ready.promise;
    if (this.#failed) return { gaveUp: this.#failed };
    const { promise, resolve } = Promise.withResolvers<Computed<Answer>>();
    this.#settle = resolve;
    using _limit = afterRunning(timeLimit, () => this.#fail("too-slow"));
    this.#worker.postMessage(job);
    return await promise;
  }

  /** Ends the thread, in the middle of a computation if need be. May be called again, without effect. */
  end(): void {
    this.#fail("stopped");
    this.#worker.terminate();
  }

  #fail(reason: GaveUp): void {
    this.#failed ??= reason;
    this.#ready.resolve();
    this.#settle({ gaveUp: reason });
  }
}
