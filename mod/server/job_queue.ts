/** A task that a producer put in and a consumer has taken: to be done, and then reported. */
export interface Job<Task> {
  readonly task: Task;
  /** It is done. */
  done(): void;
  /** It could not be done. */
  failed(reason: unknown): void;
}

/**
 * The producer/consumer buffer of the sheet (000 §4): one end puts tasks in, any number of consumers take
 * them out, first in, first out.
 *
 * A consumer is a `for await` loop. No lock is needed, because nothing else runs between two
 * awaits. The buffer has no bound itself; a producer takes a permit first.
 */
export class JobQueue<Task> implements AsyncIterable<Job<Task>> {
  readonly #jobs: Job<Task>[] = [];
  readonly #idle: ((job: Job<Task> | undefined) => void)[] = [];
  #closed = false;

  /** How many tasks are still waiting. */
  get length(): number {
    return this.#jobs.length;
  }

  /** Puts a task in; resolves or rejects as the consumer that took it says. */
  put(task: Task): Promise<void> {
    return new Promise((done, failed) => {
      const job = { task, done, failed };
      const consumer = this.#idle.shift();
      if (consumer !== undefined) consumer(job);
      else this.#jobs.push(job);
    });
  }

  /**
   * Nothing more will be put in: the consumers' loops end when all remaining tasks have been taken.
   */
  close(): void {
    this.#closed = true;
    for (const consumer of this.#idle.splice(0)) consumer(undefined);
  }

  /** One consumer's share of the tasks. */
  async *[Symbol.asyncIterator](): AsyncIterator<Job<Task>> {
    for (let job = await this.#take(); job !== undefined; job = await this.#take()) yield job;
  }

  #take(): Promise<Job<Task> | undefined> {
    const job = this.#jobs.shift();
    if (job !== undefined || this.#closed) return Promise.resolve(job);
    return new Promise((resolve) => this.#idle.push(resolve));
  }
}
