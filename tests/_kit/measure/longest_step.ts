import { processorMilliseconds } from "./processor_time.ts";
import { type Checkpoint, ComputationEnded } from "../../../mod/numbers/checkpoint.ts";

/** How long a computation goes without a checkpoint. */
export interface LongestStep {
  /**
   * Runs it; it is ended when its time is over. @throws its own errors,
   * {@linkcode ComputationEnded} among them
   */
  run<Result>(compute: (checkpoint: Checkpoint) => Result): Result;
  /** Milliseconds of a processor between two checkpoints, at most. A busy machine does not make them more. */
  milliseconds(): number;
}

/** @param most milliseconds after which the computation is ended. */
export function longestStep(most: number): LongestStep {
  let [began, last, lastUsed, longest] = [0, 0, 0, 0];
  const look = () => {
    const now = performance.now();
    // Asking for the processor time costs more than most steps
    if (now - last < 5) return now;
    const used = processorMilliseconds();
    longest = Math.max(longest, used - lastUsed);
    [last, lastUsed] = [now, used];
    return now;
  };
  return {
    run(compute) {
      began = last = performance.now();
      lastUsed = processorMilliseconds();
      try {
        return compute(() => {
          if (look() - began > most) throw new ComputationEnded();
        });
      } finally {
        look();
      }
    },
    milliseconds: () => longest,
  };
}
