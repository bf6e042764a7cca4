import type { FromWorker } from "./compute_worker.ts";

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown): void;
}

/**
 * The worker's side: answers every job with what `compute` makes of it, and says that it is up.
 *
 * @param compute must not throw for anything a client can cause; if it does, the worker ends and the job is answered as failed.
 */
export function answerJobs<Job, Answer>(compute: (job: Job) => Answer): void {
  const scope = globalThis as unknown as WorkerScope;
  const say = (message: FromWorker<Answer>) => scope.postMessage(message);
  scope.onmessage = ({ data }: MessageEvent<Job>) => say({ answer: compute(data) });
  say({ ready: true });
}
