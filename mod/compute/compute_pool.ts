import { delay } from "@std/async";
import { IsolateRoom } from "../isolate/isolate_room.ts";
import { isExhausted } from "../net/system_error.ts";
import { ComputeWorker } from "./compute_worker.ts";
import type { Computed } from "./computed.ts";

/**
 * # Long computations, elsewhere
 *
 * The event loop serves everybody as long as nobody keeps it: a computation of half a second between two `await`s is half a second in
 * which no other client is read from, accepted or answered. This pool takes such computations to worker threads. It is the bounded
 * producer/consumer buffer of sheet 000 §4, with computations in it instead of connections.
 *
 * What a thread cannot do is stop: there is no way to interrupt a BigInt operation. A job that overruns its time is therefore ended
 * with its worker, and a fresh worker takes its place when the next job needs one.
 *
 * Workers start when they are first needed, and end with `lifetime`. A job costs about 0.1 ms on top of what it computes, and the very
 * first one the 20 to 40 ms in which its worker starts; that is when this is the wrong choice: for computations of less than a
 * millisecond, stay on the loop.
 */
export class ComputePool<Job, Answer> {
  readonly #options: ComputePoolOptions;
  readonly #idle: ComputeWorker<Job, Answer>[] = [];
  readonly #busy = new Set<ComputeWorker<Job, Answer>>();
  readonly #waiting: Waiting<Job, Answer>[] = [];
  readonly #room: IsolateRoom;
  #hiring = 0;

  constructor(options: ComputePoolOptions) {
    this.#options = options;
    this.#room = new IsolateRoom(Math.min(options.size, MOST_PUT_BY));
    options.lifetime.addEventListener("abort", () => this.#end(), { once: true });
  }

  /**
   * Computes a job when its turn comes.
   *
   * @returns the answer, or why there is none: it took longer than the time limit, too many jobs wait already, or the server stopped.
   * Never rejects.
   */
  run(job: Job): Promise<Computed<Answer>> {
    const { lifetime, waiting } = this.#options;
    if (lifetime.aborted) return Promise.resolve({ gaveUp: "stopped" });
    if (this.#waiting.length >= waiting) return Promise.resolve({ gaveUp: "busy" });
    return new Promise((settle) => {
      this.#waiting.push({ job, settle });
      this.#next();
    });
  }

  #next(): void {
    const free = this.#busy.size + this.#hiring < this.#options.size;
    const next = free ? this.#waiting.shift() : undefined;
    if (next) void this.#compute(next);
  }

  async #compute({ job, settle }: Waiting<Job, Answer>): Promise<void> {
    const worker = this.#idle.pop() ?? await this.#hire();
    if (worker === undefined) return settle({ gaveUp: "stopped" });
    this.#busy.add(worker);
    const computed = await worker.compute(job, this.#options.timeLimit);
    this.#busy.delete(worker);
    if ("answer" in computed && !this.#options.lifetime.aborted) this.#idle.push(worker);
    else worker.end();
    settle(computed);
    this.#next();
  }

  /** Starts a worker as soon as there is room for it; `undefined` when the end came first. */
  async #hire(): Promise<ComputeWorker<Job, Answer> | undefined> {
    const { lifetime, module } = this.#options;
    this.#hiring++;
    using _hiring = { [Symbol.dispose]: () => void this.#hiring-- };
    while (true) {
      const starting = await this.#room.enter(lifetime);
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
    for (const { settle } of this.#waiting.splice(0)) settle({ gaveUp: "stopped" });
  }
}

/** For more workers than these no descriptors are put by. */
const MOST_PUT_BY = 4;
/** Milliseconds until the next attempt to start a worker, when there is no thread to be had. */
const PAUSE = 50;

/** How a {@linkcode ComputePool} works. */
export interface ComputePoolOptions {
  /** URL of the worker's module, which calls `answerJobs`. */
  readonly module: string;
  /** How many computations run at once. */
  readonly size: number;
  /** How many may wait; one more is refused. */
  readonly waiting: number;
  /** Milliseconds that one computation may take, its wait not counted. */
  readonly timeLimit: number;
  /** Ends all the workers. */
  readonly lifetime: AbortSignal;
}

interface Waiting<Job, Answer> {
  readonly job: Job;
  readonly settle: (computed: Computed<Answer>) => void;
}

/** As many workers as there are cores, less the one that the event loop needs. */
export function spareCores(): number {
  return Math.max(1, navigator.hardwareConcurrency - 1);
}
