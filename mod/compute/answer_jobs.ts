import type { FromWorker } from "./compute_worker.ts";

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown): void;
}

/**
 * The worker's side: answers every job with what `compute` makes of it, and says that it is up.
 *
 * @param compute if it throws, the job is answered as failed, and the worker is not used again.
 */
export function answerJobs<Job, Answer>(compute: (job: Job) => Answer): void {
  const scope = globalThis as unknown as WorkerScope;
  const say = (message: FromWorker<Answer>) => scope.postMessage(message);
  scope.onmessage = ({ data }: MessageEvent<Job>) => {
    try {
      say({ answer: compute(data) });
    } catch (error) {
      // Left alone it would print a stack and end the worker, and with it whatever waits for an answer.
      say({ failed: String(error) });
    }
  };
  say({ ready: true });
}
