import type { Computed, ComputeFailure } from "./computed.ts";
import { afterRunning } from "./running_time.ts";
import { onAbort } from "../../../net/connection/on_abort.ts";

/** Messages to the worker: first the memory that says whether to end, then jobs. */
export type ToWorker<Job> = { readonly ending: SharedArrayBuffer } | { readonly job: Job };

/** Messages that come back. `ready` is the first: computing time counts from then on. */
export type FromWorker<Answer> =
  | { readonly ready: true }
  | { readonly answer: Answer }
  /** The job was ended at a checkpoint. */
  | { readonly ended: true }
  | { readonly failed: string };

/** A worker thread that computes one job at a time. The code that creates one must end it. */
export class ComputeWorker<Job, Answer> {
  readonly #worker: Worker;
  readonly #ready = Promise.withResolvers<void>();
  /**
   * Not 0: the job must end at the next checkpoint. The thread looks here, because it gets no
   * messages while it computes.
   */
  readonly #ending = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  #settle: (computed: Computed<Answer>) => void = () => {};
  #rest: PromiseWithResolvers<void> | undefined;
  #failed: ComputeFailure | undefined;

  /** @param module URL of a module that calls `answerJobs`. */
  constructor(module: string) {
    this.#worker = new Worker(module, { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker<Answer>>) => {
      if ("ready" in data) return this.#ready.resolve();
      if ("answer" in data) this.#settle(data);
      else if ("failed" in data) this.#fail("failed");
      this.#rest?.resolve();
    };
    this.#worker.onerror = (event) => {
      event.preventDefault(); // else the error would end the whole program
      this.#fail("failed");
      this.#rest?.resolve();
    };
    this.#post({ ending: this.#ending.buffer });
  }

  /** Resolves when it is up, or has failed to be. */
  get up(): Promise<void> {
    return this.#ready.promise;
  }

  /**
   * Computes a job. One at a time: wait for {@linkcode atRest} before the next.
   *
   * @param timeLimit milliseconds of running time from the moment in which the worker is up.
   * @param unwanted ends the job when it aborts: the requester has left.
   * @returns the answer, or why there is none, at once when the time is up; the thread may need a
   *   moment longer to become idle.
   */
  async compute(job: Job, timeLimit: number, unwanted?: AbortSignal): Promise<Computed<Answer>> {
    await this.#ready.promise;
    if (this.#failed) return { gaveUp: this.#failed };
    if (unwanted?.aborted) return { gaveUp: "stopped" };
    const { promise, resolve } = Promise.withResolvers<Computed<Answer>>();
    this.#settle = resolve;
    this.#rest = Promise.withResolvers();
    Atomics.store(this.#ending, 0, 0);
    using _leaving = onAbort(unwanted, () => this.#giveUp("stopped"));
    using _limit = afterRunning(timeLimit, () => this.#giveUp("too-slow"));
    this.#post({ job });
    return await promise;
  }

  /** Waits until the thread is idle. @returns whether it can be given another job */
  async atRest(): Promise<boolean> {
    await this.#rest?.promise;
    return this.#failed === undefined;
  }

  /** Ends the thread, in the middle of a computation if need be. Calling it again has no effect. */
  end(): void {
    this.#giveUp("stopped");
    this.#fail("stopped");
    this.#worker.terminate();
    this.#rest?.resolve();
  }

  /** Makes the thread end its job at the next checkpoint. */
  #giveUp(reason: ComputeFailure): void {
    Atomics.store(this.#ending, 0, 1);
    this.#settle({ gaveUp: reason });
  }

  #fail(reason: ComputeFailure): void {
    this.#failed ??= reason;
    this.#ready.resolve();
    this.#settle({ gaveUp: reason });
  }

  #post(message: ToWorker<Job>): void {
    this.#worker.postMessage(message);
  }
}
