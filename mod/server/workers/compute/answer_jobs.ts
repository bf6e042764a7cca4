import { type Checkpoint, ComputationEnded } from "../../../numbers/checkpoint.ts";
import type { FromWorker, ToWorker } from "./compute_worker.ts";

/** The part of a worker's global scope used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown): void;
}

/**
 * The worker's side: says that it is up, and answers every job with the result of `compute`.
 *
 * @param compute calls the checkpoint between its steps, so that it can be ended. If it throws anything else,
 *   the job is answered
 * as failed, and the worker is not used again.
 */
export function answerJobs<Job, Answer>(compute: (job: Job, checkpoint: Checkpoint) => Answer): void {
  const scope = globalThis as unknown as WorkerScope;
  const say = (message: FromWorker<Answer>) => scope.postMessage(message);
  let ending: Int32Array = new Int32Array(1);
  const checkpoint = () => {
    if (Atomics.load(ending, 0) !== 0) throw new ComputationEnded();
  };
  scope.onmessage = ({ data }: MessageEvent<ToWorker<Job>>) => {
    if ("ending" in data) return void (ending = new Int32Array(data.ending));
    try {
      say({ answer: compute(data.job, checkpoint) });
    } catch (error) {
      // Otherwise the runtime would print a stack and end the worker, and every caller waiting for
      // an answer would be left without one.
      say(error instanceof ComputationEnded ? { ended: true } : { failed: String(error) });
    }
  };
  say({ ready: true });
}
