import { delay } from "@std/async";
import { SpawnLimiter } from "../isolate/spawn_limiter.ts";
import { isExhausted } from "../../../net/errors/system_error.ts";
import type { Requester } from "./requester.ts";
import { ComputeWorker } from "./compute_worker.ts";
import type { Computed } from "./computed.ts";
import { FairQueue } from "./fair_queue.ts";
import { onAbort } from "../../../net/connection/on_abort.ts";

/**
 * # Long computations, elsewhere
 *
 * The event loop serves everybody as long as nobody blocks it: during a computation of half a
 * second between two `await`s, no other client is read from, accepted or answered. This pool takes
 * such computations to worker threads. It is the bounded producer/consumer buffer of sheet 000 §4,
 * with computations in it instead of connections.
 *
 * A thread cannot be stopped from outside, only asked to stop: a job that overruns its time, or
 * that is no longer wanted, ends at its next {@linkcode Checkpoint}. Until it has, its worker
 * counts as busy, so there are never more threads than `size`, however many jobs overrun.
 *
 * Workers start when they are first needed, and end with `lifetime`. A job costs about 0.1 ms on
 * top of what it computes, and the first one also costs the 20 to 40 ms in which its worker starts.
 * That makes this the wrong choice for computations of less than a millisecond: keep them on the
 * loop.
 */
export class ComputePool<Job, Answer> {
  readonly #options: ComputePoolOptions;
  readonly #idle: ComputeWorker<Job, Answer>[] = [];
  readonly #busy = new Set<ComputeWorker<Job, Answer>>();
  readonly #waiting: FairQueue<Waiting<Job, Answer>>;
  readonly #limiter: SpawnLimiter;
  /** Jobs being computed, including those whose worker is starting or is not idle yet. */
  #computing = 0;

  constructor(options: ComputePoolOptions) {
    this.#options = options;
    this.#waiting = new FairQueue(options.waiting);
    this.#limiter = new SpawnLimiter(Math.min(options.size, MOST_RESERVED));
    onAbort(options.lifetime, () => this.#end());
  }

  /**
   * Computes a job when its turn comes; several requesters take turns.
   *
   * @returns the answer, or why there is none: it took longer than the time limit, too many jobs
   * are waiting already (the last one of the longest line is refused), the server stopped, or the
   * requester has left. Never rejects.
   */
  run(job: Job, { client, signal }: Requester): Promise<Computed<Answer>> {
    if (this.#options.lifetime.aborted || signal?.aborted) return Promise.resolve({ gaveUp: "stopped" });
    const { promise, resolve } = Promise.withResolvers<Computed<Answer>>();
    const waiting = { job, signal, settle: resolve };
    const leaving = onAbort(signal, () => {
      if (this.#waiting.remove(client, waiting)) resolve({ gaveUp: "stopped" });
    });
    this.#waiting.push(client, waiting)?.settle({ gaveUp: "busy" });
    this.#next();
    return promise.finally(() => leaving[Symbol.dispose]());
  }

  #next(): void {
    const next = this.#computing < this.#options.size ? this.#waiting.shift() : undefined;
    if (next) void this.#compute(next);
  }

  async #compute({ job, signal, settle }: Waiting<Job, Answer>): Promise<void> {
    this.#computing++;
    const worker = this.#idle.pop() ?? await this.#hire();
    if (worker === undefined) settle({ gaveUp: "stopped" });
    else {
      this.#busy.add(worker);
      settle(await worker.compute(job, this.#options.timeLimit, signal));
      const usable = await worker.atRest();
      this.#busy.delete(worker);
      if (usable && !this.#options.lifetime.aborted) this.#idle.push(worker);
      else worker.end();
    }
    this.#computing--;
    this.#next();
  }

  /** Starts a worker as soon as there is room for it; `undefined` when the pool ended first. */
  async #hire(): Promise<ComputeWorker<Job, Answer> | undefined> {
    const { lifetime, module } = this.#options;
    while (true) {
      const starting = await this.#limiter.acquire(lifetime);
      if (lifetime.aborted) return undefined;
      try {
        const worker = new ComputeWorker<Job, Answer>(module);
        worker.up.then(() => starting[Symbol.dispose]());
        return worker;
      } catch (error) {
        starting[Symbol.dispose]();
        if (!isExhausted(error)) throw error;
        await delay(PAUSE, { signal: lifetime }).catch(() => {/* asked to stop */});
      }
    }
  }

  #end(): void {
    for (const worker of [...this.#idle.splice(0), ...this.#busy]) worker.end();
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      next.settle({ gaveUp: "stopped" });
    }
  }
}

/** The most workers for which descriptors are reserved. */
const MOST_RESERVED = 4;
/** Milliseconds until the next attempt to start a worker, when no thread is available. */
const PAUSE = 50;

/** How a {@linkcode ComputePool} works. */
export interface ComputePoolOptions {
  /** URL of the worker's module, which calls `answerJobs`. */
  readonly module: string;
  /** How many computations run at once. */
  readonly size: number;
  /** How many may wait; one more is refused. */
  readonly waiting: number;
  /** Milliseconds that one computation may take, not counting its wait. */
  readonly timeLimit: number;
  /** Ends all the workers. */
  readonly lifetime: AbortSignal;
}

interface Waiting<Job, Answer> {
  readonly job: Job;
  readonly signal: AbortSignal | undefined;
  readonly settle: (computed: Computed<Answer>) => void;
}

/** As many workers as there are cores, less the one that the event loop needs. */
export function spareCores(): number {
  return Math.max(1, navigator.hardwareConcurrency - 1);
}
